package io.nanobot.dingtalk.simulator;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A simulator for the tests of one class: started before the first, clean of faults, messages and
 * requests before each, and closed after the last. Register it as a static field, or with
 * {@code @ExtendWith} and take a {@link DingTalkSimulator} as a parameter.
 */
public final class DingTalkSimulatorExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private final DingTalkSimulatorBuilder builder;
  private DingTalkSimulator simulator;

  /** With everything at its default. */
  public DingTalkSimulatorExtension() {
    this(DingTalkSimulator.builder());
  }

  public DingTalkSimulatorExtension(DingTalkSimulatorBuilder builder) {
    this.builder = builder;
  }

  /** The running simulator. */
  public DingTalkSimulator simulator() {
    if (simulator == null) {
      throw new IllegalStateException("register the extension in a static field");
    }
    return simulator;
  }

  /** JUnit closes what its store holds; nested classes find the one of the outermost class. */
  @Override
  public void beforeAll(ExtensionContext context) {
    simulator =
        context
            .getStore(ExtensionContext.Namespace.create(DingTalkSimulatorExtension.class))
            .computeIfAbsent(this, key -> builder.start(), DingTalkSimulator.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    simulator().reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DingTalkSimulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return simulator();
  }
}

package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.testkit.ChannelContract;
import io.nanobot.testkit.TestPlatform;
import java.util.List;

final class DingTalkChannelContractTest extends ChannelContract<DingTalkConfig> {
  @Override
  protected ChannelFactory<DingTalkConfig> factory() {
    return new DingTalkChannelFactory();
  }

  @Override
  protected TestPlatform startPlatform() {
    return new SimulatedPlatform();
  }

  @Override
  protected DingTalkConfig config(TestPlatform platform) {
    return Simulation.impatient();
  }

  @Override
  protected List<String> secrets(TestPlatform platform) {
    return List.of(Simulation.SECRET);
  }
}

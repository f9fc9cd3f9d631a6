package io.nanobot.host.plugin;

import io.nanobot.api.ApiVersion;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;

/**
 * PF4J for exactly one plugin. PF4J's managers are neither thread-safe nor good at failures: with
 * several plugins in one of them, a {@code start()} that hangs or throws an Error stops the others
 * from starting, {@code stopPlugins()} stops only some (pf4j#656), and one bad dependency unloads
 * innocent plugins. One manager for each plugin leaves them nothing to share. The path handed to
 * PF4J as plugins folder is where the one staged jar is; nothing ever lists it.
 */
final class PluginHost extends JarPluginManager {
  private final Path jar;
  private PluginWrapper wrapper;

  PluginHost(Path jar) {
    super(jar.getParent());
    this.jar = jar;
    setSystemVersion(ApiVersion.stable());
  }

  /** Makes the class loader. Runs no code of the plugin. */
  ClassLoader open() {
    wrapper = getPlugin(loadPlugin(jar));
    return wrapper.getPluginClassLoader();
  }

  /** Runs the plugin's constructor and its {@code start()}. */
  void start() {
    if (startPlugin(wrapper.getPluginId()) != PluginState.STARTED) {
      throw new PluginRuntimeException(wrapper.getFailedException());
    }
  }

  /** Runs the plugin's {@code stop()}, if it was started. */
  void stop() {
    stopPlugin(wrapper.getPluginId());
  }

  /** Closes the class loader. Runs no code of the plugin: what did not stop by now never will. */
  void release() {
    wrapper.setPluginState(PluginState.STOPPED);
    unloadPlugin(wrapper.getPluginId());
  }

  /** In PF4J 3.15.0 it stops some plugins only and may throw (pf4j#656): use {@link #stop()}. */
  @Override
  public void stopPlugins() {
    throw new UnsupportedOperationException("stop() stops the one plugin");
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT; // whatever the system property pf4j.mode says
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new JarPluginLoader(this) {
      @Override
      protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
        ClassLoader parent = new FilteredParent(PluginHost.class.getClassLoader());
        return new PluginClassLoader(pluginManager, descriptor, parent);
      }
    };
  }

  @Override
  protected PluginFactory createPluginFactory() {
    return PluginHost::instance;
  }

  /** Which plugins run is the folder's business, not that of a file beside the staged copy. */
  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    return new PluginStatusProvider() {
      @Override
      public boolean isPluginDisabled(String pluginId) {
        return false;
      }

      @Override
      public void disablePlugin(String pluginId) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void enablePlugin(String pluginId) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** PF4J's own factory answers null, and so a NullPointerException, to whatever goes wrong. */
  private static Plugin instance(PluginWrapper wrapper) {
    try {
      Class<?> type =
          wrapper.getPluginClassLoader().loadClass(wrapper.getDescriptor().getPluginClass());
      return (Plugin) constructor(type, wrapper);
    } catch (ReflectiveOperationException e) {
      throw new PluginRuntimeException(e);
    }
  }

  private static Object constructor(Class<?> type, PluginWrapper wrapper)
      throws ReflectiveOperationException {
    if (!Plugin.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
      throw new PluginRuntimeException(
          "Plugin-Class %s is not a concrete subclass of org.pf4j.Plugin"
              .formatted(type.getName()));
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 0) {
        return constructor.newInstance();
      }
    }
    return type.getConstructor(PluginWrapper.class).newInstance(wrapper);
  }
}

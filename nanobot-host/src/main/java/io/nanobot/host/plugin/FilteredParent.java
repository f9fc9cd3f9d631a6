package io.nanobot.host.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What a plugin sees of its host: the JDK, the API, PF4J and SLF4J. Neither the host's libraries
 * nor their resources are visible, so a plugin may bring its own version of any of them, and no
 * {@code META-INF/services} of the host names a class that the plugin can not load.
 */
final class FilteredParent extends ClassLoader {
  static final List<String> SHARED = List.of("io.nanobot.api.", "org.pf4j.", "org.slf4j.");
  private static final List<String> SHARED_RESOURCES =
      SHARED.stream().map(name -> name.replace('.', '/')).toList();

  private final ClassLoader host;

  FilteredParent(ClassLoader host) {
    super("plugin-parent", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return startsWithAny(name, SHARED) ? host.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  public URL getResource(String name) {
    return startsWithAny(name, SHARED_RESOURCES) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (startsWithAny(name, SHARED_RESOURCES)) {
      URL only = host.getResource(name);
      return only == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(only));
    }
    return super.getResources(name);
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}

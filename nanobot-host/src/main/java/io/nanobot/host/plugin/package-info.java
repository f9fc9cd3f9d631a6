/**
 * Plugin jars: folder, checks, staging, PF4J, class loading, and the one boundary that every call
 * into a plugin goes through. No other package of the host imports PF4J, and nothing of this
 * package that others hold keeps a plugin's class loader alive once the plugin is unloaded.
 */
package io.nanobot.host.plugin;

/**
 * The configuration file: read, expanded, validated against one JSON Schema, bound to records.
 *
 * <p>The schema is generated from the records of the host and of the installed plugins, so that
 * validation, the editor's completion, the reference page and the first file of a new user can not
 * differ. The steps of {@link io.nanobot.host.config.ConfigBinder#bind} are separate classes that
 * work on one {@code Draft}.
 *
 * <p>No class of a plugin is kept in anything static, and no exception of a plugin leaves this
 * package: dropping the {@code ConfigSchema}, {@code ConfigBinder} and {@code Config} frees it.
 */
package io.nanobot.host.config;

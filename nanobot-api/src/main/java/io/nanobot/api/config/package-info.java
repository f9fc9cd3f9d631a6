/**
 * How a plugin describes its configuration: a record, whose components carry these annotations. The
 * host derives the JSON Schema, the validation, the documentation and the first configuration of a
 * new user from it.
 *
 * <p>A component may be a {@link String}, a boolean, a number, an enum, a {@link
 * java.time.Duration}, a {@link java.nio.file.Path}, a {@link java.net.URI}, a {@link Secret}, a
 * {@link java.util.List} or a {@link java.util.Map} with string keys of these, or another such
 * record. It is required unless it is an {@link java.util.Optional}, a collection, or has a {@link
 * Default}; an absent collection is empty.
 */
package io.nanobot.api.config;

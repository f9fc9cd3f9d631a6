package io.nanobot.host.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A configuration between the file and the records: the steps of the binder work on it in turn. */
final class Draft {
  private ObjectNode root;
  private Map<KeyPath, Origin> origins;
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final List<ConfigProblem> notices = new ArrayList<>();

  Draft(ObjectNode root, Map<KeyPath, Origin> origins, List<Finding> findings) {
    this.root = root;
    this.origins = new HashMap<>(origins);
    this.findings.addAll(findings);
  }

  Draft copy() {
    return new Draft(root.deepCopy(), origins, List.copyOf(findings));
  }

  ObjectNode root() {
    return root;
  }

  void replace(ObjectNode newRoot, Map<KeyPath, Origin> newOrigins) {
    root = newRoot;
    origins = newOrigins;
  }

  Map<KeyPath, Origin> origins() {
    return origins;
  }

  /** What is known about a value, or else about the nearest object around it. */
  Origin origin(KeyPath path) {
    Origin known = origins.get(path);
    if (known != null) {
      return known;
    }
    return path.length() == 0 ? Origin.written(Place.UNKNOWN) : origin(path.parent());
  }

  boolean isUnresolved(KeyPath path) {
    return origin(path).unresolved().isPresent();
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  Set<Finding> findings() {
    return findings;
  }

  void notice(KeyPath path, String message, Optional<String> suggestion) {
    notices.add(new ConfigProblem(path.toString(), origin(path).place(), message, suggestion));
  }

  List<ConfigProblem> notices() {
    return notices;
  }

  ConfigProblem problem(Finding finding) {
    return new ConfigProblem(
        finding.path().toString(),
        origin(finding.path()).place(),
        finding.message(),
        finding.suggestion());
  }

  /** The value at a path, if it is there. */
  Optional<JsonNode> value(KeyPath path) {
    if (path.length() == 0) {
      return Optional.of(root);
    }
    return value(path.parent()).map(parent -> step(parent, path.last()));
  }

  private static JsonNode step(JsonNode parent, String part) {
    if (parent.isArray() && part.startsWith("[")) {
      return parent.get(Integer.parseInt(part.substring(1, part.length() - 1)));
    }
    return parent.get(part);
  }
}

package io.nanobot.host.security.check;

import java.util.List;

/** Looks for one kind of weakness. */
@FunctionalInterface
interface Check {
  List<Finding> findings(Subject subject);
}

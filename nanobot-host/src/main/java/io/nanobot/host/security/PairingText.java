package io.nanobot.host.security;

import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Person;
import java.util.List;
import java.util.stream.Collectors;

/** What is said about pairing, in the chat and on the terminal: the Python nanobot's words. */
public final class PairingText {
  /** When the store does not work. */
  public static final String UNAVAILABLE =
      "The pairing store is temporarily unavailable. Please try again.";

  /** When a code was wrong too often. */
  public static final String TOO_MANY_GUESSES =
      "Too many wrong pairing codes. Please try again in an hour.";

  /** How to approve. */
  public static final String USAGE_APPROVE = "Usage: `/pairing approve <code>`";

  /** How to deny. */
  public static final String USAGE_DENY = "Usage: `/pairing deny <code>`";

  /** How to revoke. */
  public static final String USAGE_REVOKE =
      "Usage: `/pairing revoke <user_id>` or `/pairing revoke <channel> <user_id>`";

  private PairingText() {}

  /** What somebody reads who is not approved yet. */
  static String invitation(String code) {
    return """
        Hi there! This assistant only responds to approved users.

        Your pairing code is: `%1$s`

        To get access, ask the owner to run `nanobot pairing approve %1$s` on the gateway's machine.
        The owner can also send `/pairing approve %1$s` in a direct chat with this assistant."""
        .formatted(code);
  }

  /** Those who wait. */
  public static String pending(List<PairingRequest> requests) {
    return requests.isEmpty()
        ? "No pending pairing requests."
        : requests.stream()
            .map(PairingText::line)
            .collect(Collectors.joining("\n", "Pending pairing requests:\n", ""));
  }

  private static String line(PairingRequest request) {
    return "- `%s` | %s | %s | %ds | %s"
        .formatted(
            request.code(),
            Printable.text(request.person().channel()),
            id(request.person()),
            request.left().toSeconds(),
            Printable.text(request.name()));
  }

  /** Those who are admitted. */
  public static String approved(List<PairingApproval> approvals) {
    return approvals.isEmpty()
        ? "Nobody is approved."
        : approvals.stream()
            .map(PairingText::line)
            .collect(Collectors.joining("\n", "Approved:\n", ""));
  }

  private static String line(PairingApproval approval) {
    return "- %s | %s | %s | %s | by %s"
        .formatted(
            Printable.text(approval.person().channel()),
            id(approval.person()),
            Printable.text(approval.name()),
            approval.at(),
            Printable.text(approval.by()));
  }

  /** Somebody was approved. */
  public static String approved(PairingRequest request) {
    return "Approved pairing code `%s` — %s can now access %s"
        .formatted(
            request.code(), id(request.person()), Printable.text(request.person().channel()));
  }

  /** Nobody can be approved by that code. */
  public static String notApproved(String code) {
    return "Invalid or expired pairing code: `%s`".formatted(Printable.text(code));
  }

  /** Somebody was denied. */
  public static String denied(PairingRequest request) {
    return "Denied pairing code `%s`".formatted(request.code());
  }

  /** Nobody can be denied by that code. */
  public static String notDenied(String code) {
    return "Pairing code `%s` not found or already expired".formatted(Printable.text(code));
  }

  /** Somebody is approved no longer. */
  public static String revoked(PairingApproval approval) {
    return "Revoked %s from %s"
        .formatted(id(approval.person()), Printable.text(approval.person().channel()));
  }

  /** Nobody was approved. */
  public static String notRevoked(String id, String channel) {
    return "%s was not in the approved list for %s"
        .formatted(Printable.text(id), Printable.text(channel));
  }

  private static String id(Person person) {
    return Printable.text(person.identity().value());
  }
}

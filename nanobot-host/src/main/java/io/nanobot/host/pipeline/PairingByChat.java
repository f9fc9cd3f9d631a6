package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.security.Pairing;
import io.nanobot.host.security.PairingText;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets an operator approve people from a direct chat. */
final class PairingByChat implements HostCommand {
  private static final Logger log = LoggerFactory.getLogger(PairingByChat.class);

  private static final Set<String> ACTIONS = Set.of("list", "approve", "deny", "revoke");

  private static final String UNKNOWN =
      """
      Unknown pairing command.
      Usage: `/pairing [list|approve <code>|deny <code>|revoke <user_id>|revoke <channel> <user_id>]`""";

  private final Pairing pairing;

  PairingByChat(Pairing pairing) {
    this.pairing = pairing;
  }

  @Override
  public String name() {
    return "pairing";
  }

  @Override
  public String summary() {
    return "lists, approves, denies and revokes pairings";
  }

  @Override
  public boolean takesArguments() {
    return true;
  }

  @Override
  public Optional<String> role() {
    return Optional.of(Principal.ADMIN);
  }

  /** With what is to be done, but not to whom: a code is a secret as long as it is good. */
  @Override
  public String audited(String arguments) {
    String action = action(words(arguments));
    return ACTIONS.contains(action) ? "/pairing " + action : "/pairing";
  }

  @Override
  public String answer(Turn turn, String arguments) throws InterruptedException {
    if (turn.message().conversation().kind() != Conversation.Kind.DIRECT) {
      return "Please send `/pairing` in a direct chat: codes are not for everybody.";
    }
    try {
      return answer(turn.principal().id(), words(arguments));
    } catch (ExecutionException e) {
      log.warn("Pairing by {} failed", turn.principal().id(), e.getCause());
      return PairingText.UNAVAILABLE;
    }
  }

  private String answer(String operator, List<String> words)
      throws ExecutionException, InterruptedException {
    return switch (action(words)) {
      case "" -> PairingText.pending(of(pairing.pending()));
      case "list" ->
          PairingText.pending(of(pairing.pending()))
              + "\n\n"
              + PairingText.approved(of(pairing.approved()));
      case "approve" ->
          words.size() == 2
              ? settled(
                  of(pairing.approve(operator, words.get(1))),
                  PairingText::approved,
                  PairingText.notApproved(words.get(1)))
              : PairingText.USAGE_APPROVE;
      case "deny" ->
          words.size() == 2
              ? settled(
                  of(pairing.deny(operator, words.get(1))),
                  PairingText::denied,
                  PairingText.notDenied(words.get(1)))
              : PairingText.USAGE_DENY;
      case "revoke" -> revoke(operator, words);
      default -> UNKNOWN;
    };
  }

  private static List<String> words(String arguments) {
    return List.of(arguments.split("\\s+"));
  }

  private static String action(List<String> words) {
    return words.get(0).toLowerCase(Locale.ROOT);
  }

  private static String settled(
      Pairing.Settled settled, Function<PairingRequest, String> done, String unknown) {
    if (settled instanceof Pairing.Settled.Done found) {
      return done.apply(found.request());
    }
    return settled instanceof Pairing.Settled.TooManyGuesses
        ? PairingText.TOO_MANY_GUESSES
        : unknown;
  }

  private String revoke(String operator, List<String> words)
      throws ExecutionException, InterruptedException {
    if (words.size() < 2 || words.size() > 3) {
      return PairingText.USAGE_REVOKE;
    }
    Optional<String> channel = words.size() == 3 ? Optional.of(words.get(1)) : Optional.empty();
    String id = words.get(words.size() - 1);
    List<PairingApproval> revoked = of(pairing.revoke(operator, channel, id));
    return revoked.isEmpty()
        ? PairingText.notRevoked(id, channel.orElse("any channel"))
        : revoked.stream().map(PairingText::revoked).collect(Collectors.joining("\n"));
  }

  private static <T> T of(CompletionStage<T> stage)
      throws ExecutionException, InterruptedException {
    return stage.toCompletableFuture().get();
  }
}

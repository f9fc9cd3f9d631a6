package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.channel.IdentityScheme;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Makes DingTalk channels. */
@Extension
public final class DingTalkChannelFactory implements ChannelFactory<DingTalkConfig> {
  static final IdentityScheme STAFF_ID = new IdentityScheme("staffId", "Staff ID");

  static final IdentityScheme UNION_ID = new IdentityScheme("unionId", "union ID");
  static final IdentityScheme SENDER_ID = new IdentityScheme("senderId", "sender ID");

  /** For PF4J. */
  public DingTalkChannelFactory() {}

  @Override
  public String type() {
    return "dingtalk";
  }

  @Override
  public String displayName() {
    return "DingTalk";
  }

  @Override
  public IdentityScheme identityScheme() {
    return STAFF_ID;
  }

  @Override
  public List<IdentityScheme> aliasSchemes() {
    return List.of(UNION_ID, SENDER_ID);
  }

  @Override
  public Class<DingTalkConfig> configType() {
    return DingTalkConfig.class;
  }

  /** With the platform's host, where a test app may have the ID of a real one. */
  @Override
  public Optional<String> account(DingTalkConfig config) {
    return Optional.of(config.clientId() + " at " + config.apiBase().getHost());
  }

  /** DingTalk gives each message to one of an app's links. */
  @Override
  public boolean canOverlap() {
    return true;
  }

  @Override
  public Channel create(DingTalkConfig config, ChannelContext context) throws ChannelException {
    config.check();
    return new DingTalkChannel(config, context, Clock.systemUTC());
  }
}

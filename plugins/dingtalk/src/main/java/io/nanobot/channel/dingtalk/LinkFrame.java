package io.nanobot.channel.dingtalk;

import com.dingtalk.open.app.stream.network.api.Context;
import com.dingtalk.open.app.stream.protocol.ProtocolRequestFacade;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A frame that is answered only while its link stands. The SDK logs an error for an answer that
 * finds no link; nobody has to do anything about it, because DingTalk sends the message again.
 */
record LinkFrame(Context frame, BooleanSupplier linkEnded) implements Context {
  private static final Logger LOG = LoggerFactory.getLogger(LinkFrame.class);

  @Override
  public void replay(Object payload) {
    if (stands()) {
      frame.replay(payload);
    }
  }

  @Override
  public void exception(Throwable failure) {
    if (stands()) {
      frame.exception(failure);
    }
  }

  private boolean stands() {
    if (linkEnded.getAsBoolean()) {
      LOG.debug("The link of frame {} ended before its answer", getRequest().getMessageId());
      return false;
    }
    return true;
  }

  @Override
  public String connectionId() {
    return frame.connectionId();
  }

  @Override
  public ProtocolRequestFacade getRequest() {
    return frame.getRequest();
  }
}

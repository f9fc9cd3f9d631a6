package io.nanobot.agent.openai;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.nanobot.api.config.Secret;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The model behind the API. Asks once; whether to ask again is decided elsewhere. */
final class Model implements AutoCloseable {
  private final ModelErrors errors;
  private final ModelHttp http;
  private final OpenAiStreamingChatModel api;

  Model(OpenAiConfig config, AgentThreads threads) {
    this.errors = new ModelErrors(config);
    this.http = new ModelHttp(config.timeout(), threads);
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http.asBuilder())
            .baseUrl(config.baseUrl().toString())
            .apiKey(config.apiKey().map(Secret::reveal).orElse(null))
            .customHeaders(Map.of("User-Agent", "nanobot"))
            .modelName(config.model())
            .temperature(config.temperature().orElse(null));
    // OpenAI's newer models refuse max_tokens, and most others know nothing else
    if ("api.openai.com".equals(config.baseUrl().getHost())) {
      builder.maxCompletionTokens(config.maxTokens().orElse(null));
    } else {
      builder.maxTokens(config.maxTokens().orElse(null));
    }
    this.api = builder.build();
  }

  /**
   * What the model said.
   *
   * @param message its words, without its reasoning, and the tools that it asks for
   * @param cut whether it was stopped by the limit on tokens
   */
  record Said(AiMessage message, boolean cut) {}

  /**
   * Asks, and waits for the whole answer.
   *
   * @param words gets the words as they come, on the caller's thread
   */
  Said ask(List<ChatMessage> messages, List<ToolSpecification> tools, Consumer<String> words)
      throws ModelFailure, InterruptedException {
    Listener listener = new Listener(words);
    api.chat(ChatRequest.builder().messages(messages).toolSpecifications(tools).build(), listener);
    return listener.said();
  }

  @Override
  public void close() {
    http.close();
  }

  /** Used by one thread only: the one that asks is the one that reads. */
  private final class Listener implements StreamingChatResponseHandler {
    private final Consumer<String> words;
    private final VisibleText visible = new VisibleText();
    private final StringBuilder text = new StringBuilder();
    private ChatResponse response;
    private Throwable failure;
    private RuntimeException notTaken;

    Listener(Consumer<String> words) {
      this.words = words;
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
      try {
        hear(visible.add(part.text()));
      } catch (RuntimeException e) {
        notTaken = e; // the library would only log it
        context.streamingHandle().cancel();
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
      response = complete;
    }

    @Override
    public void onError(Throwable error) {
      if (failure == null) {
        failure = error;
      }
    }

    private void hear(String more) {
      if (!more.isEmpty()) {
        text.append(more);
        words.accept(more);
      }
    }

    Said said() throws ModelFailure, InterruptedException {
      if (notTaken != null) {
        throw notTaken;
      }
      if (failure != null) {
        if (Causes.contain(failure, InterruptedIOException.class)
            || Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
        throw errors.of(failure);
      }
      if (response == null) {
        throw errors.of(new JunkException("an answer that can not be put together"));
      }
      hear(visible.end());
      FinishReason reason = response.finishReason();
      if (reason == FinishReason.CONTENT_FILTER) {
        throw errors.filtered();
      }
      AiMessage message =
          response.aiMessage().toBuilder().text(text.isEmpty() ? null : text.toString()).build();
      if (text.isEmpty() && !message.hasToolExecutionRequests()) {
        throw errors.empty();
      }
      return new Said(message, reason == FinishReason.LENGTH);
    }

    private static InterruptedException interrupted() {
      Thread.interrupted(); // an InterruptedException stands for the flag
      return new InterruptedException("the turn was stopped");
    }
  }
}

package org.imagecaptioning.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an event of a stream looks to a client; the OpenAPI document is made of it. */
@Schema(name = "ServerSentEvent", description = "One event of the stream")
public record ServerSentEvent(
    @Schema(example = "done", description = "What it tells") String event,
    @Schema(description = "JSON, in one line") String data,
    @Schema(example = "3", description = "For Last-Event-ID; not every event has one")
        @Nullable String id) {}

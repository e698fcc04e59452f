package org.imagecaptioning.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a problem looks to a client; the OpenAPI document is made of it. */
@Schema(name = "Problem", description = "RFC 9457; docs/api.md lists the types")
public record Problem(
    @Schema(example = "urn:problem:captioning:broken-image", description = "Stable") String type,
    @Schema(example = "Broken image") String title,
    @Schema(example = "422") int status,
    @Schema(
            example = "The JPEG is cut off or damaged",
            description = "What was wrong, and what would be right")
        String detail,
    @Schema(example = "/captions", description = "The path that was asked for")
        @Nullable String instance,
    @Schema(
            example = "9f1c4e0b7a3d2856",
            description = "The same as in the header X-Request-Id and in the service's log")
        @Nullable String requestId) {}

package org.imagecaptioning.models;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The version of a model in a path, as the OpenAPI document tells it. */
@Parameter(schema = @Schema(type = "string", example = "1", pattern = "^[1-9][0-9]{0,8}$"))
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelVersion {}

package org.imagecaptioning.models;

/**
 * Another model answers where a request names none. Published on the thread that activated it, once
 * it does.
 */
public record ActiveModelChanged(ModelDescription active) {}

package org.imagecaptioning.captioner;

import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedAttentionLstm;

/**
 * What the gradients of the parameters of attention are made of, for WeightGradients.
 *
 * @param grid of the pictures after dropout, (PL, D)
 * @param dProjected of grid W_place + b_place, (PL, H)
 * @param places (PL, H)
 * @param gated contexts that went in, (R, H)
 * @param gradients of the rest
 */
record LookedAt(
    FloatMatrix grid,
    FloatMatrix dProjected,
    FloatMatrix places,
    FloatMatrix gated,
    PackedAttentionLstm.Gradients gradients) {}

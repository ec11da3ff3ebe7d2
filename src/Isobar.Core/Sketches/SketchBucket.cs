namespace Isobar.Core.Sketches;

/// <summary>One bucket of a <see cref="QuantileSketch"/> in use.</summary>
/// <param name="Bucket">Number of the bucket, from 0.</param>
/// <param name="Count">Values in it, at least one.</param>
public readonly record struct SketchBucket(int Bucket, int Count);

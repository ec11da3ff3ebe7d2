using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats;

/// <summary>A file that holds lines of several shapes: each line is read in the first shape that it has.</summary>
public sealed class AnyOfFormat : LogFormat
{
    private readonly LogFormat[] _shapes;

    /// <summary>A format of several shapes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shapes">At least one; the order decides where a line has two of them.</param>
    public AnyOfFormat(string name, IReadOnlyList<LogFormat> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentOutOfRangeException.ThrowIfZero(shapes.Count);
        Name = name;
        _shapes = [.. shapes];
        Fields = shapes.Aggregate(FormatFields.None, (all, shape) => all | shape.Fields);
        FieldsOfEveryShape = shapes.Aggregate((FormatFields)~0, (all, shape) => all & shape.Fields);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override FormatFields Fields { get; }

    /// <summary>The fields that every line has, whatever its shape.</summary>
    internal FormatFields FieldsOfEveryShape { get; }

    /// <inheritdoc/>
    public override MeasurementMethod Method => _shapes[0].Method;

    /// <inheritdoc/>
    public override LineParser CreateParser(ParserOptions options) => new Parser([.. _shapes.Select(shape => shape.CreateParser(options))]);

    private sealed class Parser(LineParser[] shapes) : LineParser
    {
        private int _last;

        public override bool HasHeaders => Array.Exists(shapes, shape => shape.HasHeaders);

        public override bool ConsumedWholeLine => shapes[_last].ConsumedWholeLine;

        /// <summary>The shapes are tried in their order, not the last successful one first: the result must not depend on the lines before.</summary>
        public override ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record)
        {
            ParseError nearest = ParseError.Mismatch;
            for (int i = 0; i < shapes.Length; i++)
            {
                ParseError error = shapes[i].Parse(line, ref record);
                if (!error.IsFault())
                {
                    _last = i;
                    return error;
                }
                // Any reason says more than that the shape is another one.
                nearest = nearest == ParseError.Mismatch ? error : nearest;
            }
            return nearest;
        }

        public override LineParser Fork() => new Parser([.. shapes.Select(shape => shape.Fork())]);

        public override bool NoteHeader(ReadOnlySpan<byte> line)
        {
            bool noted = false;
            foreach (LineParser shape in shapes)
            {
                noted |= shape.NoteHeader(line);
            }
            return noted;
        }
    }
}

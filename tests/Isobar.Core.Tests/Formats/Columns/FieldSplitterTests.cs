using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats.Columns;

namespace Isobar.Core.Tests.Formats.Columns;

public sealed class FieldSplitterTests
{
    private static List<string>? Split(string line, ColumnSplit split)
    {
        var fields = new FieldSplitter(Encoding.UTF8.GetBytes(line), split);
        var found = new List<string>();
        while (fields.TryNext(out ReadOnlySpan<byte> field))
        {
            string text = Encoding.UTF8.GetString(field);
            found.Add(fields.HasDoubledQuotes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text);
        }
        return fields.IsBroken ? null : found;
    }

    private static readonly Arbitrary<string[]> s_rows = Gen.Elements('a', ',', '"', ' ', '\t', '\\', ';').ArrayOf().Select(letters => new string(letters))
        .NonEmptyListOf().Select(row => row.ToArray()).ToArbitrary();

    [Fact]
    public void What_rfc_4180_writes_is_read_back() => Prop.ForAll(
        s_rows,
        row => Split(string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")), ColumnSplit.Delimited(','))!.SequenceEqual(row))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Unquoted_columns_are_those_of_string_split() => Prop.ForAll(
        s_rows, row => Split(string.Join('\t', row), ColumnSplit.Tab)!.SequenceEqual(string.Join('\t', row).Split('\t'))).QuickCheckThrowOnFailure();

    [Fact]
    public void Runs_of_blanks_are_those_of_string_split_without_empty_ones() => Prop.ForAll(
        s_rows,
        row =>
        {
            string line = string.Join(' ', row).Replace("\"", "", StringComparison.Ordinal);
            return Split(line, ColumnSplit.Whitespace)!.SequenceEqual(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"a\"b,c")]
    [InlineData("\"a")]
    [InlineData("x,\"a\"\"")]
    public void A_quote_out_of_place_breaks_a_csv_line(string line) => Assert.Null(Split(line, ColumnSplit.Delimited(',')));

    [Fact]
    public void An_empty_column_at_the_end_is_a_column() => Assert.Equal(["a", "", ""], Split("a,,", ColumnSplit.Delimited(',')));
}

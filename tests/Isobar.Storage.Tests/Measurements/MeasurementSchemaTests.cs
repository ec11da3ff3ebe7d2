using System.Text.RegularExpressions;
using Isobar.Storage.Control;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Tests.Measurements;

public sealed partial class MeasurementSchemaTests
{
    [Fact]
    public void The_document_lists_the_columns_as_they_are()
    {
        IEnumerable<string> documented = ColumnRow().Matches(Document()).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
        string tallies = TallyTable().Match(MeasurementSchema.CreateHot).Groups[1].Value;
        Assert.Equal(tallies.Split(", ").Select(column => column.Replace(" NOT NULL", "", StringComparison.Ordinal)), documented);
    }

    [Fact]
    public void The_document_names_all_tables()
    {
        string document = Document();
        Assert.All(
            TableName().Matches(MeasurementSchema.CreateHot + string.Concat(ControlSchema.Steps)),
            match => Assert.Contains($"`{match.Groups[1].Value}`", document, StringComparison.Ordinal));
        string names = string.Join(", ", MeasurementSchema.NameColumns.Select(column => $"`{column.Name}`"));
        Assert.Contains(names, document, StringComparison.Ordinal);
    }

    private static string Document()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "docs", "formats", "data-folder.md");
            if (File.Exists(path))
            {
                return File.ReadAllText(path);
            }
        }
        throw new FileNotFoundException("docs/formats/data-folder.md lies in no folder above the tests.");
    }

    [GeneratedRegex(@"^\| `(\w+)` \| ([A-Z]+) \|", RegexOptions.Multiline)]
    private static partial Regex ColumnRow();

    [GeneratedRegex(@"CREATE TABLE tallies \((.*?)\);")]
    private static partial Regex TallyTable();

    [GeneratedRegex(@"CREATE TABLE (\w+)")]
    private static partial Regex TableName();
}

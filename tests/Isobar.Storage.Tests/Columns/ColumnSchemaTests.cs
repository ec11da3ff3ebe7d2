using System.Text.RegularExpressions;
using Isobar.Storage.Columns;
using Isobar.Storage.Control;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Columns;

public sealed partial class ColumnSchemaTests
{
    [Fact]
    public void The_document_lists_the_columns_as_they_are()
    {
        string document = Document();
        Assert.All(ColumnSchema.Tables, table =>
        {
            string section = Section(table.Name).Match(document).Groups[1].Value;
            IEnumerable<string> documented = ColumnRow().Matches(section).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
            Assert.Equal(Actual(table.Name), documented);
        });
    }

    [Fact]
    public void A_new_file_has_the_columns_that_are_written_and_read()
    {
        Assert.All(ColumnSchema.Tables, table => Assert.Equal(Names(table.Columns).Append("commit_no"), Actual(table.Name).Select(Name)));
        Assert.Equal(Names(ColumnSchema.NameColumns), Actual("city_networks").Select(Name));
    }

    [Fact]
    public void The_document_names_all_tables()
    {
        string document = Document();
        Assert.All(
            TableName().Matches(string.Concat(ColumnSchema.Steps) + string.Concat(ControlSchema.Steps)),
            match => Assert.Contains($"`{match.Groups[1].Value}`", document, StringComparison.Ordinal));
        string names = string.Join(", ", ColumnSchema.NameColumns.Select(column => $"`{column.Name}`"));
        Assert.Contains(names, document, StringComparison.Ordinal);
    }

    /// <summary>The columns of a table as the engine has them after all steps.</summary>
    private static List<string> Actual(string table)
    {
        using var temp = new TempFolder();
        using DuckDbDatabase database = DuckDbDatabase.Open(temp.Sub("new.duckdb"), new DuckDbSettings(64, 1, null));
        using DuckDbConnection connection = database.Connect();
        ColumnSchema.BringForward(connection, 0);
        var columns = new List<string>();
        using DuckDbDataReader reader = connection.ExecuteReader(
            "SELECT column_name || ' ' || data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", table);
        while (reader.ReadChunk())
        {
            columns.AddRange(Enumerable.Range(0, reader.Count).Select(row => reader.GetString(0, row)));
        }
        return columns;
    }

    private static IEnumerable<string> Names((string Name, DuckDbType Type)[] columns) => columns.Select(column => column.Name);

    private static string Name(string column) => column.Split(' ')[0];

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

    /// <summary>From the paragraph that begins with the table's name to the next that begins with another's.</summary>
    private static Regex Section(string table) => new($@"^`{table}`: (.*?)(?=^`\w+`[ :]|\z)", RegexOptions.Multiline | RegexOptions.Singleline);

    [GeneratedRegex(@"^\| `(\w+)` \| ([A-Z]+) \|", RegexOptions.Multiline)]
    private static partial Regex ColumnRow();

    [GeneratedRegex(@"CREATE TABLE (\w+)")]
    private static partial Regex TableName();
}

using Isobar.Server.Publishing;
using Isobar.Storage.Notes;
using Isobar.Storage.People;

namespace Isobar.Server.Web;

/// <summary>What people wrote, of a data folder. It is opened before the pipeline, which keeps quiet where somebody asked it to.</summary>
internal sealed class ConsoleStores : IDisposable
{
    private ConsoleStores(PeopleStore people, NoteStore notes)
    {
        (People, Notes) = (people, notes);
        Quiet.TakeOver(notes);
    }

    /// <summary>Users, sessions and what they changed.</summary>
    public PeopleStore People { get; }

    /// <summary>Annotations, planned work, marks on events.</summary>
    public NoteStore Notes { get; }

    /// <summary>Of which events nobody is told, and when nothing is learned.</summary>
    public QuietTimes Quiet { get; } = new();

    /// <summary>Opens them.</summary>
    /// <exception cref="Storage.StorageException">They cannot be read.</exception>
    public static ConsoleStores Open(string folder, string command)
    {
        PeopleStore people = PeopleStore.Open(folder, command);
        try
        {
            return new(people, NoteStore.Open(folder, command));
        }
        catch
        {
            people.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        People.Dispose();
        Notes.Dispose();
    }
}

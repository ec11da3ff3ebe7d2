using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Isobar.Server.Web.Access;

/// <summary>Keys of the framework's data protection that nobody needs after the process: it would else write them to the home folder.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(element);
}

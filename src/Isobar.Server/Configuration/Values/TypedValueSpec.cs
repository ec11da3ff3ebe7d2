using System.Diagnostics.CodeAnalysis;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A <see cref="ValueSpec"/> whose values become <typeparamref name="T"/>.</summary>
internal abstract class TypedValueSpec<T> : ValueSpec
{
    /// <summary>Checks and converts; false when the value as a whole is of no use, and then a fault has been added.</summary>
    public abstract bool TryBind(ConfigurationNode node, string path, FaultList faults, [MaybeNullWhen(false)] out T value);
}

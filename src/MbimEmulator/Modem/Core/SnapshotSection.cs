using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MbimEmulator.Yaml;

namespace MbimEmulator.Modem.Core;

/// <summary>A section of what a modem keeps over power and runs; see <see cref="SnapshotSection{T}"/>.</summary>
public abstract class SnapshotSection
{
    private protected SnapshotSection(string name) => Name = name;

    /// <summary>Its key in the JSON text, which no other section has.</summary>
    public string Name { get; }

    /// <summary>Whether every snapshot has it; one without it is refused then.</summary>
    public bool IsRequired { get; init; }

    internal abstract SnapshotPart? Read(YamlSection snapshot);

    internal abstract void Write(Utf8JsonWriter json, SnapshotPart part);
}

/// <summary>A section of what a modem keeps over power and runs, read and written by the one whose state it is.</summary>
/// <typeparam name="T">What is kept; compared by its values.</typeparam>
/// <param name="name">Its key in the JSON text, which no other section has.</param>
/// <param name="read">Reads its value; complains with <see cref="YamlItem.Error(string, string, string)"/> of what cannot be.</param>
/// <param name="write">Writes its value: one JSON value, in a form that <paramref name="read"/> takes.</param>
public sealed class SnapshotSection<T>(string name, Func<YamlItem, T> read, Action<Utf8JsonWriter, T> write) : SnapshotSection(name)
    where T : notnull
{
    /// <summary>The section with a value.</summary>
    public SnapshotPart Of(T value) => new(this, value);

    internal override SnapshotPart? Read(YamlSection snapshot)
    {
        if (IsRequired)
        {
            return Of(snapshot.Require(Name, read));
        }

        return snapshot.Item(Name) is { } item ? Of(read(item)) : null;
    }

    internal override void Write(Utf8JsonWriter json, SnapshotPart part)
    {
        json.WritePropertyName(Name);
        write(json, (T)part.Value);
    }

    internal bool TryGet(SnapshotPart part, [MaybeNullWhen(false)] out T value)
    {
        var isIt = part.Section == this;
        value = isIt ? (T)part.Value : default;
        return isIt;
    }
}

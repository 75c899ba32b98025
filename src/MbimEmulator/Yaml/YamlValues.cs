using System.Diagnostics.CodeAnalysis;

namespace MbimEmulator.Yaml;

/// <summary>What was written under the name of a <see cref="YamlKind{T}"/>: nothing, the value of its short key alone, or a mapping.</summary>
/// <param name="item">The place, for errors.</param>
/// <param name="section">The mapping; null when there is none.</param>
/// <param name="shortKey">The key whose value stands alone; null for none.</param>
/// <param name="shortItem">The value of the short form; null if the keys are written out.</param>
/// <param name="beside">The mapping that has the name, with further keys beside it; null for none.</param>
internal sealed class YamlValues(YamlItem item, YamlSection? section, YamlKey? shortKey = null, YamlItem? shortItem = null, YamlSection? beside = null)
{
    /// <summary>The place of the whole.</summary>
    public YamlItem Item => item;

    /// <summary>The place of a key's value; null when it is not there.</summary>
    public YamlItem? Find(YamlKey key) => section?.Item(key.Name) ?? (key == shortKey ? shortItem : beside?.Item(key.Name));

    /// <summary>The value of a key, or what it is when it is not there.</summary>
    public T Get<T>(YamlKey<T> key, T absent) => TryRead(key, out var value) ? value : absent;

    /// <summary>The value of a key; null when it is not there.</summary>
    public T? GetOrNull<T>(YamlKey<T> key)
        where T : struct => TryRead(key, out var value) ? value : null;

    /// <summary>The value of a key; null when it is not there.</summary>
    public T? GetOrAbsent<T>(YamlKey<T> key)
        where T : class => TryRead(key, out var value) ? value : null;

    /// <summary>The value of a key that has to be there.</summary>
    public T Require<T>(YamlKey<T> key) =>
        Find(key) is { } value ? key.ValueForm.Read(value) : throw item.Error($"'{key.Name}' is missing", key.Form.Text);

    /// <summary>Complains when two keys are there that exclude each other.</summary>
    public void Exclude(YamlKey first, YamlKey second)
    {
        if (Find(first) is not null && Find(second) is { } other)
        {
            item.Source.Tell(other.Error($"'{second.Name}' beside '{first.Name}'", "only one of them"));
        }
    }

    // A value that is wrong and was kept as a mistake counts as absent.
    private bool TryRead<T>(YamlKey<T> key, [MaybeNullWhen(false)] out T read)
    {
        read = default;
        try
        {
            if (Find(key) is not { } value)
            {
                return false;
            }

            read = key.ValueForm.Read(value);
            return true;
        }
        catch (YamlFileException e) when (item.Source.Keeps(e))
        {
            return false;
        }
    }
}

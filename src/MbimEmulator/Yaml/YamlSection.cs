using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Yaml;

/// <summary>A YAML mapping. It remembers the keys that were asked for: what is left over is a mistake.</summary>
public sealed class YamlSection
{
    private readonly List<string> _known = [];
    private readonly YamlItem _item;
    private readonly YamlMappingNode _node;

    internal YamlSection(YamlItem item, YamlMappingNode node) => (_item, _node) = (item, node);

    /// <summary>The keys that were asked for.</summary>
    internal IReadOnlyList<string> Known => _known;

    /// <summary>The value of a key as <paramref name="read"/> makes it, or <paramref name="absent"/>.</summary>
    public T Read<T>(string key, T absent, Func<YamlItem, T> read)
    {
        _known.Add(key);
        try
        {
            return Find(key) is { } value ? read(new YamlItem(_item.Source, _item.PathOf(key), value)) : absent;
        }
        catch (YamlFileException e) when (_item.Source.Keeps(e))
        {
            return absent;
        }
    }

    /// <summary>A mapping below a key; its keys are checked when it was read.</summary>
    public T ReadSection<T>(string key, T absent, Func<YamlSection, T, T> read) =>
        Read(key, absent, value => Checked(value, section => read(section, absent)));

    /// <summary>The value of a key that has to be there.</summary>
    public T Require<T>(string key, Func<YamlItem, T> read)
    {
        _known.Add(key);
        return Find(key) is { } value
            ? read(new YamlItem(_item.Source, _item.PathOf(key), value))
            : throw _item.Error($"'{key}' is missing", "it to be there");
    }

    /// <summary>The keys, whatever they are, with their values.</summary>
    public IEnumerable<(YamlItem Key, YamlItem Value)> Entries()
    {
        foreach (var (key, value) in _node.Children)
        {
            var name = new YamlItem(_item.Source, _item.Path, key);
            yield return (name, new YamlItem(_item.Source, _item.PathOf(name.Text()), value));
        }
    }

    /// <summary>Reads a mapping and complains of keys that nobody asked for.</summary>
    public static T Checked<T>(YamlItem item, Func<YamlSection, T> read)
    {
        var section = item.Section();
        var result = read(section);
        section.CheckLeftOver();
        return result;
    }

    /// <summary>Complains of keys that nobody asked for.</summary>
    internal void CheckLeftOver()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = new YamlItem(_item.Source, _item.Path, key);
            var text = name.Text();
            if (!_known.Contains(text))
            {
                _item.Source.Tell(name.Error($"unknown key '{text}'", $"one of {string.Join(", ", _known.Distinct())}", Nearest.Hint(text, _known)));
            }
        }
    }

    /// <summary>The value of a key; null when it is not there.</summary>
    public YamlItem? Item(string key)
    {
        _known.Add(key);
        return Find(key) is { } value ? new YamlItem(_item.Source, _item.PathOf(key), value) : null;
    }

    private YamlNode? Find(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}

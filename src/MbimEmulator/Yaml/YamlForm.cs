using System.Text.Json.Nodes;

namespace MbimEmulator.Yaml;

/// <summary>How a value is written in a file: in words and as a JSON Schema.</summary>
/// <param name="text">In words: <c>a time, such as 2s</c>.</param>
/// <param name="schema">Makes the JSON Schema; a new tree each time.</param>
internal abstract class YamlForm(string text, Func<JsonObject> schema)
{
    /// <summary>In words.</summary>
    public string Text => text;

    /// <summary>As a JSON Schema.</summary>
    public JsonObject Schema() => schema();
}

/// <summary>A form with the value that is read of it.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class YamlForm<T>(string text, Func<JsonObject> schema, Func<YamlItem, T> read) : YamlForm(text, schema)
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="YamlFileException">It has another form.</exception>
    public T Read(YamlItem item) => read(item);
}

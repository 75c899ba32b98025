using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A scenario does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public sealed class ScenarioException : YamlFileException
{
    /// <summary>A scenario as a whole.</summary>
    public ScenarioException(string file, string message, Exception? inner = null)
        : base(file, message, inner)
    {
    }

    /// <summary>A place in a scenario.</summary>
    public ScenarioException(string file, long line, long column, string message, Exception? inner = null)
        : base(file, line, column, message, inner)
    {
    }
}

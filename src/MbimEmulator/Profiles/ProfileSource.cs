using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>A profile's text.</summary>
internal sealed record ProfileSource(string File) : YamlSource(File, "profile")
{
    protected override int MaxLength => 1 << 20;

    public override YamlFileException Error(string message, Exception? inner = null) => new ModemProfileException(File, message, inner);

    public override YamlFileException Error(long line, long column, string message, Exception? inner = null) =>
        new ModemProfileException(File, line, column, message, inner);
}

using System.Reflection;

namespace MbimEmulator.Fuzzing;

/// <summary>The inputs that are kept: what broke something once, and the seeds.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Corpus");

    /// <summary>The files of a target: those that end in .hex are hexadecimal, others are what they are.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Found(FuzzTarget target) => Read(Path.Combine(Folder, target.Name));

    /// <summary>The files of any folder.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Read(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), ReadFile(file)))] : [];

    /// <summary>Seeds and found cases of a target.</summary>
    public static List<byte[]> All(FuzzTarget target) => [.. target.Seeds(), .. Found(target).Select(found => found.Bytes)];

    /// <summary>One file.</summary>
    public static byte[] ReadFile(string file) =>
        Path.GetExtension(file) == ".hex" ? Convert.FromHexString(string.Concat(File.ReadAllText(file).Where(c => !char.IsWhiteSpace(c)))) : File.ReadAllBytes(file);
}

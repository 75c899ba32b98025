using System.Buffers;
using MbimEmulator.Files;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The one folder in which clients of the control API may name files, by plain names.</summary>
/// <param name="folder">The folder; null for none.</param>
internal sealed class ControlFiles(string? folder)
{
    private const string Plain = "1 to 100 letters, digits, -, _ and ., not starting with a dot";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether it is a name of letters, digits, -, _ and points that no file system takes for anything else.</summary>
    public static bool IsPlainName(string name, int maxLength) =>
        name.Length > 0 && name.Length <= maxLength && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>The text of a file.</summary>
    /// <param name="where">The member of the request that contains the name, for errors.</param>
    /// <param name="name">The name.</param>
    /// <param name="maxLength">The most bytes that it may have.</param>
    /// <exception cref="ControlException">There is no folder, the name is not plain, or there is no such file.</exception>
    public string ReadText(string where, string name, int maxLength)
    {
        var path = PathOf(where, name);
        try
        {
            if (new FileInfo(path).LinkTarget is null)
            {
                return RegularFile.ReadText(path, maxLength);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Which of the reasons it is, the answer leaves open: it names them all.
        }

        throw ControlException.Invalid(where, name, $"a regular file of at most {maxLength} bytes in the folder for files, not a link");
    }

    /// <summary>The path of a new file.</summary>
    /// <exception cref="ControlException">There is no folder, the name is not plain, or there is something of this name.</exception>
    public string PathOfNew(string where, string name)
    {
        // A link that leads nowhere exists too, and whoever opens the file does not follow one: it has to be new.
        var path = PathOf(where, name);
        return !Path.Exists(path) && new FileInfo(path).LinkTarget is null
            ? path
            : throw ControlException.Conflict($"A file '{name}' already exists.", "the name of a new file");
    }

    private string PathOf(string where, string name)
    {
        if (folder is null)
        {
            throw ControlException.Conflict("The emulator was started without a folder for files.", "run --control-files DIR");
        }

        return IsPlainName(name, 100) ? Path.Combine(Path.GetFullPath(folder), name) : throw ControlException.Invalid(where, name, Plain);
    }
}

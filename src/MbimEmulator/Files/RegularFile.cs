using System.Text;

namespace MbimEmulator.Files;

/// <summary>
/// Opens the files that people name, wherever they are named. Only regular files are opened: a FIFO or a device could hold whoever opens it for ever, or
/// never end. What is written is new or the user's own, is never reached through somebody else's symbolic link, and is its owner's alone where it says so.
/// </summary>
public static class RegularFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file for reading; symbolic links are followed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not there, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Require(path, FileNode.Find(path, followLinks: true));
        return Checked(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxLength">The maximum length of the file in bytes.</param>
    /// <exception cref="IOException">It is not there, is no regular file, or is longer.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path, int maxLength)
    {
        using var file = OpenRead(path);

        // Its length tells little: it may grow, and files of /proc have none.
        var content = new MemoryStream();
        var buffer = new byte[(int)Math.Min(maxLength + 1L, 64 * 1024)];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            if (content.Length + count > maxLength)
            {
                throw new IOException($"'{path}' is too long; expected at most {maxLength} bytes.");
            }

            content.Write(buffer, 0, count);
        }

        content.Position = 0;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Opens a file for writing at its beginning, whatever it has stays until then; makes it when it is not there.</summary>
    /// <param name="path">The file; where it is a symbolic link, the user's own.</param>
    /// <param name="isPrivate">Whether nobody but its owner may read it.</param>
    /// <param name="mode">OpenOrCreate, Create (what it has is thrown away), or CreateNew.</param>
    /// <param name="share">The access that other processes have meanwhile.</param>
    /// <exception cref="IOException">It is no regular file, somebody else's, or cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FileStream OpenWrite(string path, bool isPrivate, FileMode mode = FileMode.Create, FileShare share = FileShare.Read)
    {
        if (mode == FileMode.CreateNew || FileNode.Find(path, followLinks: false) is not { } named)
        {
            return Create(path, isPrivate, share);
        }

        RequireOwn(path, named);
        var target = (named.IsLink ? FileNode.Find(path, followLinks: true) : named)
            ?? throw new IOException($"'{path}' is a dangling symbolic link; expected a file.");
        Require(path, target);
        RequireOwn(path, target);
        var file = Checked(path, new FileStream(path, FileMode.Open, FileAccess.Write, share, bufferSize: 0), target);
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, Private);
        }

        if (mode == FileMode.Create)
        {
            file.SetLength(0);
        }

        return file;
    }

    /// <summary>Makes a lock file, or takes one that is left over; it is removed when it is closed. Symbolic links are not followed.</summary>
    /// <exception cref="IOException">Somebody has it, it is somebody else's, or it is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static FileStream OpenLock(string path)
    {
        var found = FileNode.Find(path, followLinks: false);
        if (found is { } node)
        {
            Require(path, node);
            RequireOwn(path, node);
        }

        var options = new FileStreamOptions
        {
            Mode = found is null ? FileMode.CreateNew : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (found is null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return Checked(path, new FileStream(path, options), found);
    }

    /// <summary>
    /// Replaces a file as a whole, or makes it: whoever looks finds the old text or the new one, a durable one also after the system has crashed. A symbolic
    /// link of the user's own stays, and what it leads to is replaced.
    /// </summary>
    /// <param name="path">The file. Beside it <c>.new</c> is used.</param>
    /// <param name="text">The new content of the file.</param>
    /// <param name="isPrivate">Whether nobody but its owner may read it.</param>
    /// <param name="isDurable">Whether it waits until the text is on the disk.</param>
    /// <exception cref="IOException">It is no regular file, somebody else's, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string path, string text, bool isPrivate, bool isDurable)
    {
        var target = path;
        if (FileNode.Find(path, followLinks: false) is { } named)
        {
            RequireOwn(path, named);
            var end = named.IsLink ? FileNode.Find(path, followLinks: true) : named;
            if (end is { } node)
            {
                Require(path, node);
                RequireOwn(path, node);
            }

            target = named.IsLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;
        }

        // Whatever has the name goes, a link too, and what is made then has to be new.
        var temporary = target + ".new";
        File.Delete(temporary);
        using (var file = Create(temporary, isPrivate, FileShare.Read))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: isDurable);
        }

        File.Move(temporary, target, overwrite: true);
        if (isDurable)
        {
            FileNode.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(target))!);
        }
    }

    /// <summary>Checks a file that a library opens for writing by its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">Whether a file that is still empty is made its owner's alone.</param>
    /// <exception cref="IOException">It is no regular file, or somebody else's.</exception>
    public static void CheckNamed(string path, bool isPrivate)
    {
        if (FileNode.Find(path, followLinks: false) is not { } named)
        {
            return;
        }

        RequireOwn(path, named);
        Require(path, FileNode.Find(path, followLinks: true));
        if (isPrivate && !OperatingSystem.IsWindows() && new FileInfo(path).Length == 0)
        {
            File.SetUnixFileMode(path, Private);
        }
    }

    private static FileStream Create(string path, bool isPrivate, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return new FileStream(path, options);
    }

    // Between the look at the name and its opening something else may have come there.
    private static FileStream Checked(string path, FileStream file, FileNode? expected = null)
    {
        var opened = FileNode.Of(file.SafeFileHandle);
        if (opened.IsRegular && (expected is null || opened.IsSame(expected.Value)))
        {
            return file;
        }

        file.Dispose();
        throw opened.IsRegular ? new IOException($"'{path}' was replaced while it was being opened.") : NotRegular(path, opened);
    }

    private static void Require(string path, FileNode? node)
    {
        if (node is { IsRegular: false } found)
        {
            throw NotRegular(path, found);
        }
    }

    private static void RequireOwn(string path, FileNode node)
    {
        if (!node.IsOwn)
        {
            throw new IOException($"'{path}' {(node.IsLink ? "is a symbolic link of" : "belongs to")} another user; expected a new name or a file of your own.");
        }
    }

    private static IOException NotRegular(string path, FileNode node) =>
        new($"'{path}' is {node.Kind}; expected a regular file, since anything else may block for ever or never end.");
}

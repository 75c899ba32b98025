using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MbimEmulator.Files;

/// <summary>What a name in the file system is, found without opening it. The runtime tells files from folders and links only.</summary>
/// <param name="Mode">The kind and the permissions, as st_mode has them.</param>
/// <param name="User">The owner's number.</param>
/// <param name="Device">The file system's number.</param>
/// <param name="Number">The file's number in it.</param>
internal readonly partial record struct FileNode(uint Mode, uint User, ulong Device, ulong Number)
{
    private const uint KindMask = 0xF000;
    private const uint Regular = 0x8000;
    private const uint SymbolicLink = 0xA000;
    private const int NotThere = 2;
    private const int NoFolder = 20;
    private const int Invalid = 22;

    // struct statx (Linux) is alike on all processors; struct stat of macOS has its inode of 64 bits on both.
    private const int LinuxSize = 256;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatistics = 0x7ff;

    /// <summary>Whether it is a file that has its content on a disk.</summary>
    public bool IsRegular => (Mode & KindMask) == Regular;

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink => (Mode & KindMask) == SymbolicLink;

    /// <summary>Whether it belongs to this process's user; on Windows, where the folder's permissions say who writes, always.</summary>
    public bool IsOwn => OperatingSystem.IsWindows() || User == geteuid();

    /// <summary>For people: what it is.</summary>
    public string Kind => (Mode & KindMask) switch
    {
        0x1000 => "a named pipe (FIFO)",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a folder",
        SymbolicLink => "a symbolic link",
        0xC000 => "a socket",
        Regular => "a regular file",
        _ => "no file",
    };

    /// <summary>What has this name; null when nothing has.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileNode? Find(string path, bool followLinks)
    {
        if (path.Length == 0)
        {
            throw new IOException("'' is not a file name.");
        }

        if (OperatingSystem.IsWindows())
        {
            return FindOnWindows(path);
        }

        Span<byte> buffer = stackalloc byte[LinuxSize];
        var result = !OperatingSystem.IsMacOS() ? statx(CurrentFolder, path, followLinks ? 0 : NoFollow, BasicStatistics, buffer)
            : IsIntelMac ? followLinks ? stat64(path, buffer) : lstat64(path, buffer)
            : followLinks ? stat(path, buffer)
            : lstat(path, buffer);
        if (result == 0)
        {
            return Read(buffer);
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotThere or NoFolder ? null : throw Failed(path, error);
    }

    /// <summary>What was opened.</summary>
    public static FileNode Of(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            const uint Disk = 1;
            return new FileNode(GetFileType(handle) == Disk ? Regular : 0, 0, 0, 0);
        }

        Span<byte> buffer = stackalloc byte[LinuxSize];
        var result = IsIntelMac ? fstat64(handle, buffer)
            : OperatingSystem.IsMacOS() ? fstat(handle, buffer)
            : statx(handle, "", EmptyPath, BasicStatistics, buffer);
        return result == 0 ? Read(buffer) : throw Failed("the file", Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until the folder's names are on the disk, where the file system can tell.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = open(path, 0);
        if (folder.IsInvalid)
        {
            throw Failed(path, Marshal.GetLastPInvokeError());
        }

        if (fsync(folder) != 0 && Marshal.GetLastPInvokeError() is var error and not Invalid)
        {
            throw Failed(path, error);
        }
    }

    // There the names without the suffix are of an older layout.
    private static bool IsIntelMac => OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Whether both are the same file.</summary>
    public bool IsSame(FileNode other) => Device == other.Device && Number == other.Number;

    private static FileNode Read(ReadOnlySpan<byte> buffer) => OperatingSystem.IsMacOS()
        ? new FileNode(
            MemoryMarshal.Read<ushort>(buffer[4..]), MemoryMarshal.Read<uint>(buffer[16..]), MemoryMarshal.Read<uint>(buffer), MemoryMarshal.Read<ulong>(buffer[8..]))
        : new FileNode(
            MemoryMarshal.Read<ushort>(buffer[28..]),
            MemoryMarshal.Read<uint>(buffer[20..]),
            ((ulong)MemoryMarshal.Read<uint>(buffer[136..]) << 32) | MemoryMarshal.Read<uint>(buffer[140..]),
            MemoryMarshal.Read<ulong>(buffer[32..]));

    private static FileNode? FindOnWindows(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists ? Directory.Exists(path) ? new FileNode(0x4000, 0, 0, 0) : null : new FileNode(Regular, 0, 0, 0);
    }

    private static IOException Failed(string path, int error) => new($"'{path}' cannot be checked: {new Win32Exception(error).Message}.");

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int statx(int folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int statx(SafeFileHandle file, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int stat(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int lstat(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int fstat(SafeFileHandle file, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int stat64(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int lstat64(string path, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int fstat64(SafeFileHandle file, Span<byte> buffer);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("kernel32")]
    private static partial uint GetFileType(SafeFileHandle file);
}

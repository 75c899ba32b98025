using System.Runtime.Versioning;
using MbimEmulator.Files;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// The symbolic link to a PTY. A lock file beside it tells the link of a running emulator from one that a killed emulator left behind: the
/// system gives the numbers of terminals to others, so the link's target tells nothing.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PtyLink : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _path;
    private readonly string _target;

    private PtyLink(string path, string target, FileStream @lock)
    {
        _path = path;
        _target = target;
        _lock = @lock;
    }

    /// <summary>Makes the link, over one that nobody has any more.</summary>
    /// <exception cref="EndpointException">Something else is there, another emulator has it, or the system refuses.</exception>
    public static PtyLink Create(string path, string target)
    {
        var existing = new FileInfo(path);
        if ((existing.Exists || Directory.Exists(path)) && existing.LinkTarget is null)
        {
            throw new EndpointException($"'{path}' exists and is not a symbolic link; it stays as it is. Choose another path for the PTY's link.");
        }

        var lockFile = Lock(path);
        try
        {
            // Renamed into place, so that the name always leads somewhere.
            var temporary = path + ".new";
            File.Delete(temporary);
            File.CreateSymbolicLink(temporary, target);
            File.Move(temporary, path, overwrite: true);
            return new PtyLink(path, target, lockFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lockFile.Dispose();
            throw new EndpointException($"Cannot create the link '{path}': {e.Message}", e);
        }
    }

    /// <summary>Removes the link if it is still ours.</summary>
    public void Dispose()
    {
        try
        {
            if (new FileInfo(_path).LinkTarget == _target)
            {
                File.Delete(_path);
            }
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return RegularFile.OpenLock(path + ".lock");
        }
        catch (DirectoryNotFoundException e)
        {
            throw new EndpointException($"The directory of '{path}' does not exist.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EndpointException($"Cannot create the link '{path}': permission denied.", e);
        }
        catch (IOException e)
        {
            throw new EndpointException($"'{path}' belongs to another running emulator ({e.Message}). Choose another path.", e) { IsAddressTaken = true };
        }
    }
}

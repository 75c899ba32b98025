using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// Users and their groups. The C library is asked instead of /etc/passwd and /etc/group, because a machine's users may come from elsewhere
/// (LDAP, SSSD, systemd, Open Directory), and only the C library knows from where.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UserDatabase
{
    private const int EntrySize = 256;
    private const int FirstSize = 4096;
    private const int MaxSize = 16 * 1024 * 1024;
    private const int MaxGroups = 65536;

    // ERANGE: the buffer is too small for the entry's texts.
    private const int TooSmall = 34;

    private delegate int Lookup<TKey>(TKey key, byte* entry, byte* buffer, nint size, out nint found);

    /// <summary>The user with this id; null when there is none.</summary>
    public static CallerIdentity? Find(uint user)
    {
        if (Find<uint, (string Name, uint Group)>(getpwuid_r, user, static entry => (NameOf(entry), GroupOfUser(entry))) is not { Name.Length: > 0 } entry)
        {
            return null;
        }

        var groups = GroupsOf(entry.Name, entry.Group)
            .Select(id => Find<uint, string>(getgrgid_r, id, NameOf))
            .Where(name => !string.IsNullOrEmpty(name));
        return new CallerIdentity { User = entry.Name, Groups = [.. groups!] };
    }

    /// <summary>The number of the group with this name; null when there is none.</summary>
    public static uint? FindGroup(string name) => Find<string, uint?>(getgrnam_r, name, static entry => GroupOf(entry));

    // struct passwd begins with the name, the password, the user's and the group's id on Linux and macOS; struct group with the
    // name, the password and the group's id, which stands where passwd has the user's.
    private static string NameOf(nint entry) => Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) ?? "";

    private static uint GroupOf(nint entry) => (uint)Marshal.ReadInt32(entry, 2 * nint.Size);

    private static uint GroupOfUser(nint entry) => (uint)Marshal.ReadInt32(entry, (2 * nint.Size) + sizeof(uint));

    private static T? Find<TKey, T>(Lookup<TKey> lookup, TKey key, Func<nint, T> read)
    {
        for (var size = FirstSize; size <= MaxSize; size *= 4)
        {
            var memory = (byte*)NativeMemory.Alloc((nuint)(EntrySize + size));
            try
            {
                if (lookup(key, memory, memory + EntrySize, size, out var found) != TooSmall)
                {
                    return found == 0 ? default : read(found);
                }
            }
            finally
            {
                NativeMemory.Free(memory);
            }
        }

        return default;
    }

    private static uint[] GroupsOf(string user, uint group)
    {
        for (var room = 64; room <= MaxGroups; room *= 4)
        {
            var groups = new uint[room];
            var count = room;
            if (getgrouplist(user, group, groups, ref count) >= 0)
            {
                return groups[..count];
            }
        }

        return [group];
    }

    [LibraryImport("libc")]
    private static partial int getpwuid_r(uint user, byte* entry, byte* buffer, nint size, out nint found);

    [LibraryImport("libc")]
    private static partial int getgrgid_r(uint group, byte* entry, byte* buffer, nint size, out nint found);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int getgrnam_r(string name, byte* entry, byte* buffer, nint size, out nint found);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int getgrouplist(string user, uint group, [Out] uint[] groups, ref int count);
}

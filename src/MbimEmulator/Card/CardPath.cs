using System.Globalization;
using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>The path of a file as people write it: identifiers in hexadecimal from the MF, or from an application: <c>3f00/7f10/6f3a</c>, <c>usim/6f07</c>.</summary>
internal static class CardPath
{
    /// <summary>The path of the MF.</summary>
    public const string MasterFile = "3f00";

    private static readonly (string Name, byte[] Aid)[] Names =
    [
        ("usim", CardApplications.Usim),
        ("isim", CardApplications.Isim),
    ];

    /// <summary>The path of a file.</summary>
    public static string Of(CardFile file) =>
        file.Control.Kind == CardFileKind.Application ? NameOf(file.Control.Aid)
        : file.Parent is null ? Identifier(file)
        : $"{Of(file.Parent)}/{Identifier(file)}";

    /// <summary>The name of an application in paths: usim, isim, or its AID.</summary>
    public static string NameOf(ReadOnlySpan<byte> aid)
    {
        foreach (var (name, start) in Names)
        {
            if (aid.StartsWith(start))
            {
                return name;
            }
        }

        return Convert.ToHexStringLower(aid);
    }

    /// <summary>The AID, or its beginning, that a path begins with.</summary>
    public static byte[] AidOf(string name) =>
        Array.Find(Names, known => known.Name == name) is { Aid: { } aid } ? [.. aid, 0xFF, 0xFF, 0xFF, 0xFF, 0x89, 0x00, 0x00, 0x01, 0x00] : Convert.FromHexString(name);

    private static string Identifier(CardFile file) => file.Id.ToString("x4", CultureInfo.InvariantCulture);
}

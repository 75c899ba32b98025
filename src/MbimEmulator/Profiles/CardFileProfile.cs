using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>A file of a card: its description, or what is changed of a file that is there without it.</summary>
public sealed record CardFileProfile
{
    /// <summary>Identifiers from the MF, or from an application: <c>3f00/7f10/6f3a</c>, <c>usim/6f07</c>, <c>isim</c>, or an application's AID in hexadecimal.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the card does not have it, nor anything below it.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The FCP template that SELECT answers (ETSI TS 102 221, 11.1.1.3), from its tag 62 on; in place of the properties down to <see cref="ShortId"/>. Empty for none.</summary>
    public MbimArray<byte> Fcp { get; init; } = [];

    /// <summary>What it is; null to keep what is there.</summary>
    public CardFileKind? Kind { get; init; }

    /// <summary>Bytes of a record, 1 to 255; 0 for a file without records.</summary>
    public int RecordSize { get; init; }

    /// <summary>Who may read it.</summary>
    public CardAccess Read { get; init; } = CardAccess.Always;

    /// <summary>Who may update it.</summary>
    public CardAccess Update { get; init; } = CardAccess.Adm;

    /// <summary>Its short identifier, 1 to 30; 0 for none.</summary>
    public int ShortId { get; init; }

    /// <summary>Bytes of an elementary file; 0 for as many as <see cref="Content"/> has.</summary>
    public int Size { get; init; }

    /// <summary>What is in it from its beginning: bytes, or records one behind the other; FF follows. Null to keep what is there.</summary>
    public MbimArray<byte>? Content { get; init; }
}

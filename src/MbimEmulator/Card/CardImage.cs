using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>A card as it leaves the factory: what many cards of one kind share.</summary>
internal sealed class CardImage
{
    private readonly CardFile[] _files;

    /// <summary>Makes one.</summary>
    /// <param name="files">All files, each behind its directory, the MF first; a file's index is its place.</param>
    public CardImage(IEnumerable<CardFile> files)
    {
        _files = [.. files];
        foreach (var file in _files)
        {
            file.Complete();
        }

        Applications = [.. _files.Where(file => file.Control.Kind == CardFileKind.Application)];
    }

    /// <summary>The answer to reset (ETSI TS 102 221, 6.3), 2 to 33 bytes.</summary>
    public required byte[] Atr { get; init; }

    /// <summary>The keys that are verified, in the order of <see cref="CardKeys.References"/>.</summary>
    public required CardPinState[] Pins { get; init; }

    /// <summary>The subscriber's keys.</summary>
    public required SimKeysProfile Keys { get; init; }

    public IReadOnlyList<CardFile> Files => _files;

    public CardFile MasterFile => _files[0];

    /// <summary>The applications, in the order of EF_DIR.</summary>
    public CardFile[] Applications { get; }
}

using System.Runtime.InteropServices;
using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>A file of a card as it was made: its place, what is fixed of it, and its first content. Many cards may share it.</summary>
internal sealed class CardFile
{
    private List<CardFile>? _children;

    /// <summary>Makes a file and puts it below its directory.</summary>
    /// <param name="index">Its number among the files of the card, by which the card knows its content.</param>
    /// <param name="parent">Its directory; null for the MF.</param>
    /// <param name="control">What is fixed of it.</param>
    /// <param name="content">What an elementary file has in it: all bytes, or all records one behind the other. Nobody may change it.</param>
    public CardFile(int index, CardFile? parent, FileControl control, byte[] content)
    {
        (Index, Parent, Control, Content, Id) = (index, parent, control, content, control.Id);
        if (parent is not null)
        {
            (parent._children ??= []).Add(this);
        }
    }

    public int Index { get; }

    public CardFile? Parent { get; }

    public FileControl Control { get; }

    public byte[] Content { get; }

    public IReadOnlyList<CardFile> Children => _children ?? (IReadOnlyList<CardFile>)[];

    public ushort Id { get; }

    public bool IsDirectory => Control.IsDirectory;

    public int RecordCount => Control.HasRecords ? Content.Length / Control.RecordSize : 0;

    /// <summary>The application that it is or is in; null for a file of the MF's tree.</summary>
    public CardFile? Application
    {
        get
        {
            var file = this;
            while (file is not null && file.Control.Kind != CardFileKind.Application)
            {
                file = file.Parent;
            }

            return file;
        }
    }

    /// <summary>No file comes below it any more.</summary>
    public void Complete() => _children?.TrimExcess();

    /// <summary>The file of this identifier directly below; null for none. An application has none there.</summary>
    public CardFile? Find(ushort id)
    {
        foreach (var child in ChildrenSpan)
        {
            if (child.Id == id && child.Control.Kind != CardFileKind.Application)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The elementary file of this short identifier, 1 to 30, directly below; null for none.</summary>
    public CardFile? FindShort(int sfi)
    {
        foreach (var child in ChildrenSpan)
        {
            if (sfi != 0 && !child.IsDirectory && child.Control.Sfi == sfi)
            {
                return child;
            }
        }

        return null;
    }

    private ReadOnlySpan<CardFile> ChildrenSpan => CollectionsMarshal.AsSpan(_children);
}

using System.Collections;
using System.Runtime.CompilerServices;

namespace MbimProtocol.Encoding;

/// <summary>An immutable array of an information buffer, compared element by element, written as a collection expression.</summary>
/// <typeparam name="T">The element.</typeparam>
[CollectionBuilder(typeof(MbimArray), nameof(MbimArray.Create))]
public readonly struct MbimArray<T> : IReadOnlyList<T>, IEquatable<MbimArray<T>>
{
    private readonly T[]? _items;

    internal MbimArray(T[] items) => _items = items;

    /// <summary>How many elements there are.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The element at <paramref name="index"/>, from 0.</summary>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>The elements in place.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Whether both hold equal elements in the same order.</summary>
    public bool Equals(MbimArray<T> other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MbimArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Enumerates without allocating.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>Whether both hold equal elements in the same order.</summary>
    public static bool operator ==(MbimArray<T> left, MbimArray<T> right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(MbimArray<T> left, MbimArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() =>
        typeof(T) == typeof(byte) ? Convert.ToHexStringLower(AsBytes()) : $"[{string.Join(", ", (IEnumerable<T>)this)}]";

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    private ReadOnlySpan<byte> AsBytes() => (byte[]?)(object?)_items;
}

/// <summary>Makes <see cref="MbimArray{T}"/>.</summary>
public static class MbimArray
{
    /// <summary>Copies <paramref name="items"/>; this is what a collection expression calls.</summary>
    public static MbimArray<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new MbimArray<T>(items.ToArray());

    /// <summary>Copies <paramref name="items"/>.</summary>
    public static MbimArray<T> ToMbimArray<T>(this IEnumerable<T> items) => new([.. items]);

    /// <summary>Takes <paramref name="items"/> as they are; the caller gives them up.</summary>
    public static MbimArray<T> Own<T>(T[] items) => items.Length == 0 ? default : new MbimArray<T>(items);
}

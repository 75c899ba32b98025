namespace System.Linq;

/// <summary>Operations on sequences that .NET 8 lacks.</summary>
internal static class NewerSequences
{
    /// <summary>Each item with its place.</summary>
    public static IEnumerable<(int Index, T Item)> Index<T>(this IEnumerable<T> items) => items.Select((item, index) => (index, item));
}

namespace MbimProtocol.Fields;

/// <summary>One step of a <see cref="FieldPath"/>.</summary>
/// <param name="Name">The field.</param>
/// <param name="Index">The element, from 0; <see cref="Any"/> for each of them; null for the field itself.</param>
internal readonly record struct FieldSegment(string Name, int? Index)
{
    /// <summary>Each element: <c>[*]</c>.</summary>
    public const int Any = -1;

    /// <inheritdoc/>
    public override string ToString() => Index switch
    {
        null => Name,
        Any => Name + "[*]",
        { } index => $"{Name}[{index}]",
    };
}

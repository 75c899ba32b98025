namespace MbimEmulator.Patterns;

/// <summary>One part of a message that is not as a pattern wants it.</summary>
/// <param name="Part">The part: <c>CID</c>, <c>Status</c>, a field's path.</param>
/// <param name="Expected">What the pattern wants, in words.</param>
/// <param name="Found">What the message has, in words.</param>
public sealed record MessageMisfit(string Part, string Expected, string Found)
{
    /// <summary>What the message has: <c>AccessString 'intranet'</c>.</summary>
    public override string ToString() => $"{Part} {Found}";
}

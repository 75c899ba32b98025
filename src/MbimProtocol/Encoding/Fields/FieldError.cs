using MbimProtocol.Encoding;

namespace MbimProtocol.Fields;

/// <summary>Why a field cannot be found or have a value.</summary>
/// <param name="Path">The field's path.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found instead.</param>
/// <param name="Names">Names that would have been right in its place, for a hint at the nearest; none when it is not a question of names.</param>
public sealed record FieldError(string Path, string Expected, string Found, MbimArray<string> Names = default)
{
    /// <summary>A sentence for people, with the nearest name.</summary>
    public override string ToString() => $"{Path}: expected {Expected}, found {Found}.{NearestName.Hint(Found.Trim('\''), Names)}";
}

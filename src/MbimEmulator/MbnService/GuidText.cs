namespace MbimEmulator.MbnService;

/// <summary>GUIDs as mbnapi writes them.</summary>
internal static class GuidText
{
    /// <summary>In braces, in capitals.</summary>
    public static string Of(Guid value) => value.ToString("B").ToUpperInvariant();

    /// <summary>With or without braces, in any case.</summary>
    public static bool TryParse(string text, out Guid value) => Guid.TryParseExact(text, "B", out value) || Guid.TryParseExact(text, "D", out value);
}

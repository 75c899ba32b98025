namespace System;

/// <summary>Members of the class library that .NET 8 lacks.</summary>
internal static class NewerMembers
{
    extension(Convert)
    {
        /// <summary>Hexadecimal digits in lower case.</summary>
        public static string ToHexStringLower(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }
}

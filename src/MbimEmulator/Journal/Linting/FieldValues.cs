using MbimProtocol.Encoding;

namespace MbimEmulator.Journal.Linting;

/// <summary>Looks at the values of a command that was read.</summary>
internal sealed class FieldValues(LinterReport report) : IFieldVisitor
{
    private const ulong MaxSessionId = 255;

    public void Number(string name, ulong value, bool personal)
    {
        if (name is "SessionId" or "DssSessionId" && value > MaxSessionId)
        {
            report.Add(LinterAssertions.SessionId, $"{name} is {value}.");
        }
    }

    public void Enumeration(string name, ulong value, string text)
    {
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            report.Add(LinterAssertions.Value, $"{name} is {value}.");
        }
    }
}

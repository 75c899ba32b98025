using System.Text;
using MbimProtocol.Rendering;

namespace MbimEmulator.Tool;

/// <summary>
/// What the tool prints: words of strangers are no more than text in it, and with a patience nobody waits longer than that for a reader that takes nothing;
/// what is printed after that is lost.
/// </summary>
/// <param name="inner">The writer that receives the text.</param>
/// <param name="patience">How long a write may take; null for as long as it takes.</param>
internal sealed class ToolWriter(TextWriter inner, TimeSpan? patience) : TextWriter(inner.FormatProvider)
{
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Print(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Print(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Print(buffer.ToString());

    public override void Write(string? value) => Print(value ?? "");

    public override void WriteLine() => Print(NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Print(string.Concat(buffer, NewLine));

    public override void WriteLine(string? value) => Print(value + NewLine);

    public override void Flush() => Do(inner.Flush);

    private void Print(string text)
    {
        var plain = ForeignText.Escape(text, keepLines: true);
        Do(() => inner.Write(plain));
    }

    private void Do(Action write)
    {
        if (patience is not { } time)
        {
            write();
            return;
        }

        lock (_lock)
        {
            if (_writing.IsCompleted)
            {
                _writing = Task.Run(write);
                if (Task.WaitAny([_writing], time) == 0)
                {
                    _writing.GetAwaiter().GetResult();
                }
            }
        }
    }
}

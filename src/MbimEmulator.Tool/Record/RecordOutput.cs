using System.Buffers.Binary;
using System.CommandLine;
using System.Security.Cryptography;
using MbimEmulator.Files;
using MbimEmulator.Recording;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tool.Record;

/// <summary>The file that a recording becomes. It is opened at the start, so that nothing is recorded in vain.</summary>
internal sealed class RecordOutput : IDisposable
{
    private readonly FileStream _file;
    private readonly RecordingOptions _options;
    private readonly TextWriter _report;
    private readonly string _path;
    private readonly bool _isNew;
    private bool _isWritten;

    public RecordOutput(RecordOptions options, ParseResult result)
    {
        _path = result.GetValue(options.Out)!;
        _report = result.InvocationConfiguration.Error;
        _options = new RecordingOptions
        {
            Name = Path.GetFileNameWithoutExtension(_path),
            KeepDelays = !result.GetValue(options.NoDelays),
            MaskKey = result.GetValue(options.Unmasked) ? null : KeyOf(result.GetValue(options.MaskSeed)),
        };
        _isNew = !File.Exists(_path);
        _file = RegularFile.OpenWrite(_path, isPrivate: _options.MaskKey is null, FileMode.OpenOrCreate);
    }

    /// <summary>Makes the scenario, writes it, and tells about it.</summary>
    /// <exception cref="RecordingException">It makes no scenario.</exception>
    public void Write(IEnumerable<RecordedTransfer> transfers)
    {
        var scenario = ScenarioRecorder.Make(transfers, _options);
        _file.SetLength(0);
        using (var writer = new StreamWriter(_file, leaveOpen: true))
        {
            writer.Write(scenario.Yaml);
        }

        _isWritten = true;
        _report.WriteLine($"{_path}: {scenario.Requests} requests, {scenario.Notifications} notifications.");
        foreach (var note in scenario.Notes)
        {
            _report.WriteLine($"  Note: {note}.");
        }

        if (_options.MaskKey is not null && scenario.Undeclared.Count > 0)
        {
            _report.WriteLine(
                $"  Check these before you share the file: their content is unknown, so personal data is masked in them only if it also occurs elsewhere: {string.Join(", ", scenario.Undeclared)}.");
        }

        _report.WriteLine(Spelling.Of($"Try: mbim-emulator run --scenario {_path}"));
    }

    /// <summary>Closes the file; one that was made and not written is removed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_isNew && !_isWritten)
        {
            File.Delete(_path);
        }
    }

    private static MbimArray<byte> KeyOf(ulong? seed)
    {
        if (seed is not { } given)
        {
            return RandomNumberGenerator.GetBytes(32).ToMbimArray();
        }

        var key = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(key, given);
        return key.ToMbimArray();
    }
}

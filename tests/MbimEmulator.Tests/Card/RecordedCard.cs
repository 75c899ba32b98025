using System.Globalization;
using System.Text.RegularExpressions;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>A real card's file system as a backup has it: for each file its path, what SELECT answered, and commands that write what is in it.</summary>
internal sealed partial class RecordedCard
{
    private readonly List<RecordedFile> _files = [];

    private RecordedCard(string script)
    {
        RecordedFile? file = null;
        foreach (var line in script.Split('\n'))
        {
            if (Place().Match(line) is { Success: true } place)
            {
                file = new RecordedFile(place.Groups[1].Value.Replace("3f00/a0000000871002", "usim", StringComparison.Ordinal));
            }
            else if (Template().Match(line) is { Success: true } template && file is not null)
            {
                file.Template = Hex.Bytes(template.Groups[1].Value);
                _files.Add(file);
            }
            else if (Content().Match(line) is { Success: true } content)
            {
                file!.RecordSize = content.Groups[1].Value != "binary" ? content.Groups[2].Value.Length / 2 : 0;
                file.Content.AddRange(Hex.Bytes(content.Groups[2].Value));
            }
        }
    }

    /// <summary>The files that SELECT found with a template, directories before what is in them.</summary>
    public IReadOnlyList<RecordedFile> Files => _files;

    public static RecordedCard Read(string name) => new(RecordedData.Read($"pysim/{name}"));

    /// <summary>The card's profile.</summary>
    public ModemProfile Profile(Func<RecordedFile, CardFileProfile> describe) =>
        new() { Sim = new SimProfile { Files = new CardFilesProfile { IsWhole = true, Files = [.. _files.Select(describe)] } } };

    [GeneratedRegex(@"^# directory: .* \(([0-9a-f/]+)\)$")]
    private static partial Regex Place();

    [GeneratedRegex("^# RAW FCP Template: ((?!6f)[0-9a-f]+)$")]
    private static partial Regex Template();

    [GeneratedRegex("^update_(binary|record \\d+) ([0-9a-f]+)$")]
    private static partial Regex Content();

    internal sealed class RecordedFile(string path)
    {
        public string Path { get; } = path;

        public byte[] Template { get; set; } = [];

        public List<byte> Content { get; } = [];

        public int RecordSize { get; set; }

        /// <summary>Selects it on the basic channel, and reads all that is in it.</summary>
        public (string Template, string Content) ReadBy(CardBench bench)
        {
            var identifiers = Path.Replace("/", "", StringComparison.Ordinal);
            var template = identifiers switch
            {
                "3f00" => bench.Collect("00a40004023f00"),
                _ when identifiers.StartsWith("usim", StringComparison.Ordinal) => Go(bench, "7fff" + identifiers[4..]),
                _ => Go(bench, identifiers[4..]),
            };
            var content = "";
            var step = RecordSize == 0 ? 255 : RecordSize;
            for (var at = 0; at < Content.Count; at += step)
            {
                var size = Math.Min(step, Content.Count - at);
                var answer = bench.Send(RecordSize == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"00b0{at:x4}{size:x2}")
                    : string.Create(CultureInfo.InvariantCulture, $"00b2{1 + (at / step):x2}04{step:x2}"));
                Assert.That(answer, Does.EndWith("9000"), Path);
                content += answer[..^4];
            }

            Assert.That(template, Does.EndWith("9000"), Path);
            return (template[..^4], content);
        }

        private static string Go(CardBench bench, string identifiers) =>
            bench.Collect(string.Create(CultureInfo.InvariantCulture, $"00a40804{identifiers.Length / 2:x2}{identifiers}"));
    }
}

using MbimEmulator.Patterns;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>A scenario's text.</summary>
internal sealed record ScenarioSource(string File) : YamlSource(File, "scenario"), INamesDeviceServices
{
    private const int MaxMistakes = 20;

    private readonly List<ScenarioException> _mistakes = [];

    /// <summary>The device services of the scenario's profile, whose names it may use.</summary>
    public IReadOnlyList<DeviceServiceProfile> DeviceServices { get; set; } = [];

    /// <inheritdoc/>
    public override int Mistakes => _mistakes.Count;

    protected override int MaxLength => 1 << 22;

    public override YamlFileException Error(string message, Exception? inner = null) => new ScenarioException(File, message, inner);

    public override YamlFileException Error(long line, long column, string message, Exception? inner = null) =>
        new ScenarioException(File, line, column, message, inner);

    public override bool Keeps(YamlFileException mistake)
    {
        Add((ScenarioException)mistake);
        return _mistakes.Count < MaxMistakes;
    }

    /// <summary>Adds the mistake that ended reading, unless it is there already.</summary>
    public void Add(ScenarioException mistake)
    {
        // A key may be read twice, and a named fault has several rules.
        if (!_mistakes.Exists(known => known.Message == mistake.Message))
        {
            _mistakes.Add(mistake);
        }
    }

    /// <summary>What is to be thrown for all mistakes that were kept; null when there are none.</summary>
    public ScenarioException? All()
    {
        var inOrder = _mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column).ToList();
        return inOrder switch
        {
            [] => null,
            [var only] => only,
            _ => new ScenarioException(inOrder, _mistakes.Count < MaxMistakes ? null : $"{File}: the file may have more mistakes; the first {MaxMistakes} that were found are listed."),
        };
    }

    protected override bool IsConsequence(int before) => _mistakes.Count > before && _mistakes.Count < MaxMistakes;
}

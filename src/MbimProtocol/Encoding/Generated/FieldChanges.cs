using System.ComponentModel;
using System.Globalization;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimProtocol.Generated;

/// <summary>
/// Changes of a record's fields by name. The generated <c>Change</c> asks it for every field; it answers with the field's new or present value,
/// and notes the first thing that is wrong.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FieldChanges
{
    private readonly Dictionary<string, Place> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];
    private readonly FieldChanges _root;
    private readonly string _path;

    /// <summary>Takes the changes of a whole information buffer.</summary>
    /// <param name="changes">Paths and values.</param>
    /// <param name="isTrial">Whether they are only tried: an element that is not there is taken for one with defaults.</param>
    public FieldChanges(FieldValue.Map changes, bool isTrial = false)
    {
        ArgumentNullException.ThrowIfNull(changes);
        _root = this;
        _path = "";
        IsTrial = isTrial;
        Add(changes);
    }

    private FieldChanges(FieldChanges root, string path)
    {
        _root = root;
        _path = path;
    }

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public FieldError? Error { get; private set; }

    internal bool IsTrial { get; }

    /// <summary>Says that a field has no value of its own.</summary>
    /// <param name="name">The field.</param>
    /// <param name="arrays">What it counts or measures.</param>
    public void Computed(string name, string arrays)
    {
        if (Take(name) is { } place)
        {
            Refuse(place.Path, $"no value, since it follows from {arrays}", place.Found);
        }
    }

    /// <summary>Says that a field is there only with a value of another.</summary>
    public void OnlyIf(string name, string property, uint found, uint wanted)
    {
        var isOpen = _root.IsTrial && !_members.ContainsKey(property);
        if (found != wanted && !isOpen && _members.TryGetValue(name, out var place))
        {
            Refuse(place.Path, $"a field that is present; it exists only with {property} {wanted}", $"{property} {found}");
        }
    }

    /// <summary>Whether everything that was to be changed was found and could be.</summary>
    internal bool Finish()
    {
        foreach (var place in _members.Values.Where(place => !place.IsTaken))
        {
            Refuse(place.Path, _names.Count == 0 ? "no field, since there are none" : $"one of {string.Join(", ", _names)}", place.Name, _names);
        }

        return _root.Error is null;
    }

    internal void Refuse(MbimFormatError error) => Refuse(error.Field, $"{error.Expected} at byte {error.Offset}", error.Found);

    internal void Refuse(string contradiction) => Refuse("InformationBuffer", "fields that are consistent", contradiction);

    private void Refuse(string path, string expected, string found, IEnumerable<string>? names = null) =>
        _root.Error ??= new FieldError(path, expected, found, (names ?? []).ToMbimArray());

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private Place? Take(string name)
    {
        _names.Add(name);
        if (!_members.TryGetValue(name, out var place))
        {
            return null;
        }

        place.IsTaken = true;
        return place;
    }

    private void Add(FieldValue.Map changes)
    {
        foreach (var (key, value) in changes.Members)
        {
            if (FieldPath.TryParse(key, out var path) && path.Segments.All(segment => segment.Index != FieldSegment.Any))
            {
                Add(path.Segments.AsSpan(), value);
            }
            else
            {
                Refuse(PathOf(key), "a path such as AccessString or Providers[0].ProviderId", $"'{key}'");
            }
        }
    }

    private void Add(ReadOnlySpan<FieldSegment> path, FieldValue value)
    {
        var (name, index) = path[0];
        if (!_members.TryGetValue(name, out var place))
        {
            _members.Add(name, place = new Place(_root, name, PathOf(name)));
        }

        place = index is { } element ? place.Element(element) : place;
        if (path.Length > 1)
        {
            place.Members.Add(path[1..], value);
        }
        else
        {
            place.Set(value);
        }
    }

    /// <summary>What is to become of one field or element.</summary>
    private sealed class Place(FieldChanges root, string name, string path)
    {
        private FieldChanges? _members;

        public string Name => $"'{name}'";

        public string Path => path;

        public bool IsTaken { get; set; }

        public FieldValue? Value { get; private set; }

        public SortedDictionary<int, Place> Elements { get; } = [];

        public bool HasMembers => _members is not null;

        public FieldChanges Members => _members ??= new FieldChanges(root, path);

        /// <summary>What was given, in words.</summary>
        public string Found => Value switch
        {
            FieldValue.Scalar scalar => $"'{scalar.Text}'",
            FieldValue.List list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Items.Count}"),
            null when Elements.Count > 0 => "elements by index",
            null => "a mapping",
            _ => $"'{FieldTexts.None}'",
        };

        public Place Element(int index)
        {
            if (!Elements.TryGetValue(index, out var element))
            {
                Elements.Add(index, element = new Place(root, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")));
            }

            CheckOnce();
            return element;
        }

        public void Set(FieldValue value)
        {
            if (value is FieldValue.Map map)
            {
                Members.Add(map);
            }
            else if (Value is not null)
            {
                root.Refuse(path, "one value", "two");
            }
            else
            {
                Value = value;
            }

            CheckOnce();
        }

        private void CheckOnce()
        {
            if ((Value is not null ? 1 : 0) + (Elements.Count > 0 ? 1 : 0) + (HasMembers ? 1 : 0) > 1)
            {
                root.Refuse(path, "either the whole value or parts of it", "both");
            }
        }
    }
}

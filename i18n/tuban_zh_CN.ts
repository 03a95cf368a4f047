<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tuban</name>
    <message>
        <source>'{value}' holds a code that is not in {table}.</source>
        <translation>“{value}”中有 {table} 没有的编码。</translation>
    </message>
    <message>
        <source>'{value}' is not a field of the layer.</source>
        <translation>“{value}”不是该图层的字段。</translation>
    </message>
    <message>
        <source>'{value}' is not a number.</source>
        <translation>“{value}”不是数字。</translation>
    </message>
    <message>
        <source>'{value}' is not among the fields of the rule.</source>
        <translation>“{value}”不在该规则的字段（fields）之中。</translation>
    </message>
    <message>
        <source>'{value}' is not in {table}.</source>
        <translation>“{value}”不在 {table} 中。</translation>
    </message>
    <message>
        <source>'{value}' is not one level above the class.</source>
        <translation>“{value}”不是该地类的上一级地类。</translation>
    </message>
    <message>
        <source>'{value}' is not one of {choices}.</source>
        <translation>“{value}”不在 {choices} 之中。</translation>
    </message>
    <message>
        <source>'{value}' is not sql, area or geometry:&lt;kind&gt;.</source>
        <translation>“{value}”应为 sql、area 或 geometry:&lt;kind&gt;。</translation>
    </message>
    <message>
        <source>'{value}' occurs more than once but must be unique.</source>
        <translation>“{value}”重复出现，必须唯一。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>0 makes a county without defects. A county has room for about one defect in 20 patches.</source>
        <translation>0 表示不加缺陷。每 20 个图斑大约可容纳一个缺陷。</translation>
    </message>
    <message>
        <source>2 in the third survey and its updates, 1 in the second survey.</source>
        <translation>第三次国土调查及变更调查取 2 位，第二次土地调查取 1 位。</translation>
    </message>
    <message>
        <source>A file could not be read or written: {reason}</source>
        <translation>文件读写失败：{reason}</translation>
    </message>
    <message>
        <source>A grade border lies {cells} cells from its place in the slope raster; the limit is 1, at most 2.</source>
        <translation>坡度级别界线偏离坡度栅格中的位置 {cells} 个像元；限差为 1 个，最大不超过 2 个。</translation>
    </message>
    <message>
        <source>A point for each defect with its kind, patches (bsm, bsm2), size, unit and a note. A name ending in .csv gives a table.</source>
        <translation>每个缺陷一个点，含类别、图斑（bsm、bsm2）、大小、单位和说明。文件名以 .csv 结尾时写成表格。</translation>
    </message>
    <message>
        <source>A product of area and coefficient is too large; check the values of the two fields.</source>
        <translation>面积与系数的乘积过大；请检查这两个字段的值。</translation>
    </message>
    <message>
        <source>A rule file that takes longer is stopped. Empty: by the number of patches and rules.</source>
        <translation>规则文件用时超过此值即停止。为空时按图斑数和规则数确定。</translation>
    </message>
    <message>
        <source>A sample county cannot be made: {what} must be {low:g} to {high:g}, not {given:g}.</source>
        <translation>无法生成样例县：{what}应在 {low:g} 到 {high:g} 之间，当前为 {given:g}。</translation>
    </message>
    <message>
        <source>A sample county needs at least {least} patches; {given} were asked for.</source>
        <translation>样例县至少需要 {least} 个图斑，当前为 {given} 个。</translation>
    </message>
    <message>
        <source>A value is missing or too large to be counted in whole units; look at the area fields.</source>
        <translation>有数值缺失或过大，无法按整数单位计数；请检查面积字段。</translation>
    </message>
    <message>
        <source>Administrative areas (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>Agricultural land</source>
        <translation>农用地</translation>
    </message>
    <message>
        <source>All findings with their states, for work in QGIS.</source>
        <translation>全部问题及其状态，供在 QGIS 中处理。</translation>
    </message>
    <message>
        <source>An elevation model of {cells:.0f} million cells is too large; take a larger cell.</source>
        <translation>DEM 将达 {cells:.0f} 百万个像元，过大，请加大像元。</translation>
    </message>
    <message>
        <source>Another number gives another county.</source>
        <translation>数值不同，生成的县也不同。</translation>
    </message>
    <message>
        <source>Area (ha)</source>
        <translation>面积（公顷）</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <source>Area field</source>
        <translation>面积字段</translation>
    </message>
    <message>
        <source>Area of slope grade {grade} (m²)</source>
        <translation>{grade} 级坡度面积（m²）</translation>
    </message>
    <message>
        <source>Area tolerance (m²)</source>
        <translation>面积容差（平方米）</translation>
    </message>
    <message>
        <source>Area tolerance (share of the area)</source>
        <translation>面积容差（占面积之比）</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Areas by land class</source>
        <translation>地类面积</translation>
    </message>
    <message>
        <source>Assign slope grade</source>
        <translation>耕地坡度分级</translation>
    </message>
    <message>
        <source>By default only cultivated land gets a grade and GDPDJB of other classes is emptied.</source>
        <translation>默认只为耕地赋坡度级别，其他地类的 GDPDJB 清空。</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>按规则统计</translation>
    </message>
    <message>
        <source>Cell of the elevation model (m)</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>Check attributes</source>
        <translation>属性检查</translation>
    </message>
    <message>
        <source>Check attributes…</source>
        <translation>属性检查…</translation>
    </message>
    <message>
        <source>Check topology</source>
        <translation>拓扑检查</translation>
    </message>
    <message>
        <source>Check topology…</source>
        <translation>拓扑检查…</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Checks the attributes of patches against the rule book: mandatory values, code lists, unique identifiers, conditions between fields (slope grade, ridges, settlement and crop attributes) and areas. Each finding names patch, rule and value.
A rule whose fields the layer lacks is skipped and listed. A province's own rules come in a file; they can read the layer and the code tables and nothing else.</source>
        <translation>按规则库检查图斑属性：必填项、代码表、标识唯一性、字段间逻辑（坡度级别、田坎、城镇村属性、种植属性）和面积。每个问题注明图斑、规则和取值。
图层缺少规则所需字段时，跳过该规则并列出。省级自定规则以文件给出，只能读取图层和代码表，不能做其他任何事。</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Coefficients of your province: columns GDPDJB (2 to 5), GDLX (TT, PD) and KCXS, and ZONE where there are several zones; or one row a zone with JB2TT, JB2PD … JB5PD. Ratio or percent. Give this or a file.</source>
        <translation>本省的田坎系数：列 GDPDJB（2 至 5）、GDLX（TT、PD）和 KCXS，分区时另有 ZONE；或每区一行，列为 JB2TT、JB2PD … JB5PD。小数或百分数均可。图层和文件给定其一。</translation>
    </message>
    <message>
        <source>Computes the area of every patch on the ellipsoid by the official method of the survey (国土调查办发〔2008〕32号) and writes it to a field, by default TBMJ.
Coordinates are rounded to 0.1 mm, latitudes and longitudes to a millionth of an arc second, holes are subtracted, and the sum is rounded once, half up. The layer must be in CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number.</source>
        <translation>按国土调查的规定方法（国土调查办发〔2008〕32号）计算每个图斑的椭球面积，写入字段，默认 TBMJ。
坐标取位到 0.1 mm，大地坐标 B、L 取位到百万分之一角秒，扣除内环，面积汇总后一次四舍五入。图层坐标系应为 CGCS2000、1980 西安或 1954 北京坐标系，地理坐标或高斯-克吕格投影坐标，带号有无均可。</translation>
    </message>
    <message>
        <source>Construction land</source>
        <translation>建设用地</translation>
    </message>
    <message>
        <source>County acceptance</source>
        <translation>县级验收</translation>
    </message>
    <message>
        <source>County outline (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>Create sample county</source>
        <translation>生成样例县</translation>
    </message>
    <message>
        <source>Cultivated land of slope grade 2 to 5 without type in GDLX: ridges were not deducted. Fill in TT or PD.</source>
        <translation>2 至 5 级坡度的耕地图斑 GDLX 为空，未扣除田坎。请填 TT 或 PD。</translation>
    </message>
    <message>
        <source>Cultivated land without slope grade 1 to 5 in GDPDJB: ridges were not deducted. Assign the grade first.</source>
        <translation>耕地图斑的 GDPDJB 没有 1 至 5 的坡度级别，未扣除田坎。请先赋坡度级别。</translation>
    </message>
    <message>
        <source>Curves were turned into vertices: the standard knows straight edges only.</source>
        <translation>曲线已转为折线节点：标准只允许直线段。</translation>
    </message>
    <message>
        <source>DLBM is a field of numbers, land classes are text such as 0101: convert the field.</source>
        <translation>DLBM 是数值字段，而地类编码应为文本（如 0101）：请转换该字段。</translation>
    </message>
    <message>
        <source>DLBM {before} became {after}</source>
        <translation>DLBM 由 {before} 改为 {after}</translation>
    </message>
    <message>
        <source>Data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Deduct ridges</source>
        <translation>扣除田坎</translation>
    </message>
    <message>
        <source>Deducted ridge area (m²)</source>
        <translation>扣除的田坎面积（m²）</translation>
    </message>
    <message>
        <source>Deducts ridges (田坎) from cultivated patches: KCXS from the table of coefficients by slope grade (GDPDJB) and type (GDLX, TT terrace or PD slope), KCMJ = TBMJ × KCXS rounded half up to 0.01 m², TBDLMJ = TBMJ − KCMJ, KCDLBM = 1203. Nothing is deducted on slope grade 1 and on other classes.
Nothing is guessed: patches that lack grade, type, area or a coefficient are listed and left empty. Computed in decimal arithmetic, so that TBMJ = TBDLMJ + KCMJ holds in every row.</source>
        <translation>为耕地图斑扣除田坎：按坡度级别（GDPDJB）和耕地类型（GDLX，TT 梯田或 PD 坡地）由系数表得 KCXS，KCMJ = TBMJ × KCXS（四舍五入到 0.01 m²），TBDLMJ = TBMJ − KCMJ，KCDLBM = 1203。1 级坡度和其他地类不扣除。
不作猜测：缺坡度级别、类型、面积或系数的图斑列出并留空。按十进制计算，每行均满足 TBMJ = TBDLMJ + KCMJ。</translation>
    </message>
    <message>
        <source>Defects of each kind</source>
        <translation>每类缺陷个数</translation>
    </message>
    <message>
        <source>Drawn on the map.</source>
        <translation>绘制在图上。</translation>
    </message>
    <message>
        <source>Easting (m)</source>
        <translation>横坐标（m）</translation>
    </message>
    <message>
        <source>Edition of the standard</source>
        <translation>标准版本</translation>
    </message>
    <message>
        <source>Elevation model (DEM, m)</source>
        <translation>数字高程模型（DEM，米）</translation>
    </message>
    <message>
        <source>Ellipsoidal area</source>
        <translation>椭球面积</translation>
    </message>
    <message>
        <source>Empty GDLX where no type belongs</source>
        <translation>清空不应有的 GDLX</translation>
    </message>
    <message>
        <source>Error GeoPackage</source>
        <translation>错误 GeoPackage</translation>
    </message>
    <message>
        <source>Excel files</source>
        <translation>Excel 文件</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Features read</source>
        <translation>读取要素</translation>
    </message>
    <message>
        <source>Field {field} has whole numbers of more than 18 digits: store it as text.</source>
        <translation>字段 {field} 含超过 18 位的整数：请改存为文本。</translation>
    </message>
    <message>
        <source>Field {field} is not a number field: the areas cannot be summed.</source>
        <translation>字段 {field} 不是数值字段：无法汇总面积。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Findings of checking algorithms; a fault that two layers hold counts once.</source>
        <translation>检查算法输出的问题图层；两个图层共有的同一问题只计一次。</translation>
    </message>
    <message>
        <source>Findings over the county.</source>
        <translation>问题在全县的分布。</translation>
    </message>
    <message>
        <source>Findings: {check}</source>
        <translation>检查结果：{check}</translation>
    </message>
    <message>
        <source>Finds overlaps, gaps, land outside the county, places without a patch and faulty shapes in a patch layer, by matching every edge with its opposite on the 0.1 mm grid: when all edges cancel, the county is proved free of gaps and overlaps (rule 4301). Give the county outline (XZQ), otherwise faults at the county's edge cannot be told. The layer must be in metres.</source>
        <translation>在 0.1 毫米坐标格网上将每条边与其反向边逐一匹配，找出图斑图层中的重叠、缝隙、超出行政区、未覆盖处和图形错误：所有边都抵消，即证明全县不重不漏（规则 4301）。请提供行政区（XZQ），否则无法判断县界处的问题。图层坐标须以米为单位。</translation>
    </message>
    <message>
        <source>First level</source>
        <translation>一级分类</translation>
    </message>
    <message>
        <source>First level, m2</source>
        <translation>一级分类（平方米）</translation>
    </message>
    <message>
        <source>First-level class</source>
        <translation>一级类</translation>
    </message>
    <message>
        <source>Further rules (CSV file)</source>
        <translation>补充规则（CSV 文件）</translation>
    </message>
    <message>
        <source>GDLX was {type} where no type belongs (slope grade 1, or no cultivated land); it was emptied.</source>
        <translation>GDLX 原为 {type}，而此处不应有耕地类型（1 级坡度或非耕地），已清空。</translation>
    </message>
    <message>
        <source>GeoPackage files</source>
        <translation>GeoPackage 文件</translation>
    </message>
    <message>
        <source>Give exactly one source of slope: SLOPE_MAP, SLOPE or DEM.</source>
        <translation>请给定且只给定一种坡度来源：SLOPE_MAP、SLOPE 或 DEM。</translation>
    </message>
    <message>
        <source>Give the ridge table once: as a layer in TABLE or as a CSV file in TABLE_FILE.</source>
        <translation>田坎系数表只给一次：图层用 TABLE，CSV 文件用 TABLE_FILE。</translation>
    </message>
    <message>
        <source>Gives every cultivated patch (01xx) its slope grade GDPDJB: 1 up to 2°, 2 up to 6°, 3 up to 15°, 4 up to 25°, 5 above; the upper bound belongs to the grade. The grade with the largest summed area under the patch wins; other classes get none. Give one of slope map, slope raster or elevation model.
Beside the grade each patch gets the area of every grade (PD1_M2 … PD5_M2), the mean slope (PD_MEAN, degrees, from rasters only), the lead of the first grade over the second (PD_MARGIN, share of the patch) and the share without data (PD_NODATA). Patches without slope data get no grade and are listed. Rasters are measured by exact cell fractions, which needs the Python package exactextract.</source>
        <translation>为每个耕地图斑（01xx）赋坡度级别 GDPDJB：1 级不超过 2°，2 级不超过 6°，3 级不超过 15°，4 级不超过 25°，5 级大于 25°，上界含在本级内。图斑内汇总面积最大的级别为该图斑的坡度级别；其他地类不赋。坡度图、坡度栅格、DEM 三者给定其一。
除坡度级别外，还给出每个图斑的各级面积（PD1_M2 … PD5_M2）、平均坡度（PD_MEAN，度，仅栅格来源）、第一与第二级别的面积差占图斑的比例（PD_MARGIN）和无数据比例（PD_NODATA）。无坡度数据的图斑不赋级别并列出。栅格按像元精确覆盖比例量算，需要 Python 包 exactextract。</translation>
    </message>
    <message>
        <source>Grade all land classes</source>
        <translation>为全部地类分级</translation>
    </message>
    <message>
        <source>Grade field of the slope map</source>
        <translation>坡度图的级别字段</translation>
    </message>
    <message>
        <source>Graded patches</source>
        <translation>评定坡度后的图斑</translation>
    </message>
    <message>
        <source>Grades from a raster need the Python package exactextract, which is not installed; install it, or give a slope map as polygons.</source>
        <translation>由栅格分级需要 Python 包 exactextract，当前未安装；请安装，或改用坡度图多边形。</translation>
    </message>
    <message>
        <source>Ground of the map, coloured by first-level land class.</source>
        <translation>图的底图，按一级地类着色。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>HTML files</source>
        <translation>HTML 文件</translation>
    </message>
    <message>
        <source>Heights in metres as GeoTIFF. The slope grades of the patches (GDPDJB) agree with it.</source>
        <translation>高程（米），GeoTIFF 格式。图斑的耕地坡度级别（GDPDJB）与其一致。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识字段</translation>
    </message>
    <message>
        <source>Ids of rules, separated by blanks or commas; empty for all.</source>
        <translation>规则编号，以空格或逗号分隔；为空表示全部。</translation>
    </message>
    <message>
        <source>In {count} patches TBMJ is not TBDLMJ + KCMJ; the table's total differs from the sum of TBMJ by {difference} m².</source>
        <translation>有 {count} 个图斑的 TBMJ 不等于 TBDLMJ + KCMJ；汇总总面积与 TBMJ 之和相差 {difference} 平方米。</translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Kind of defect</source>
        <translation>缺陷类别</translation>
    </message>
    <message>
        <source>Land class</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>Land class table</source>
        <translation>地类面积汇总表</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Largest difference between TBMJ and the ellipsoidal area that is not reported; exactly this much is no finding. Empty: as the rule says. The national checker's figure is not public.</source>
        <translation>TBMJ 与椭球面积之差不报告的最大值；恰等于此值不报告。为空时按规则所定。国家质检软件的限差未公开。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layer XZQ holds no area: choose the layer of the county outline, or leave it out.</source>
        <translation>XZQ 图层中没有面：请选择县级行政区图层，或不填此项。</translation>
    </message>
    <message>
        <source>Layer of all findings with stable id, kind, rule, severity, features, measure and message. The geometry is the fault itself; a point fault is a square of 0.2 mm, so that all fit one layer.</source>
        <translation>包含全部问题的图层：固定编号、类型、规则、级别、相关图斑、量值和说明。几何图形即问题所在；点状问题以 0.2 毫米的方块表示，使所有问题可放在同一图层。</translation>
    </message>
    <message>
        <source>Layer {layer} ({parameter}) is of type {kind}: choose a layer of polygons.</source>
        <translation>图层 {layer}（{parameter}）的几何类型为 {kind}：请选择面图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {fields}: choose another layer or add the field.</source>
        <translation>图层 {layer} 缺少字段 {fields}：请选择其他图层或添加该字段。</translation>
    </message>
    <message>
        <source>Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, topology is checked in metres.</source>
        <translation>图层 {layer} 的坐标单位是度（{crs}）：请先投影到所在的高斯-克吕格分带，拓扑检查以米为单位。</translation>
    </message>
    <message>
        <source>Layers of findings</source>
        <translation>问题图层</translation>
    </message>
    <message>
        <source>Layers {layer} and XZQ have different coordinate systems ({first}, {second}): reproject one of them.</source>
        <translation>图层 {layer} 与 XZQ 的坐标系不同（{first}、{second}）：请将其中之一重新投影。</translation>
    </message>
    <message>
        <source>Lead of the first grade</source>
        <translation>第一级别领先比例</translation>
    </message>
    <message>
        <source>Level of the class</source>
        <translation>地类级别</translation>
    </message>
    <message>
        <source>Level of the unit</source>
        <translation>单位级别</translation>
    </message>
    <message>
        <source>Longer edges are cut into equal parts on the Gauss plane, an edge of exactly this length is not; 70 m as in the third survey, 0 uses the vertices alone as older software does.</source>
        <translation>超过该长度的边在高斯平面上等分加密，恰好等于该长度的不加密；第三次国土调查为 70 m，0 表示只用节点（与早期软件一致）。</translation>
    </message>
    <message>
        <source>M values were dropped: the survey's data is flat.</source>
        <translation>已舍去 M 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>Make a sample county…</source>
        <translation>生成示例县…</translation>
    </message>
    <message>
        <source>Makes a county that does not exist, for training, demonstrations and tests: land-use patches (DLTB) with all fields of the standard that tile the county without gap or overlap, villages (CJDCQ), the county outline (XZQ) and an elevation model. Without defects the county passes every check; equal parameters give an equal county.
Defects are put in on request, the same number of each kind, never on patches that touch: {kinds}. Where they are and how large is written to a layer of points (TRUTH).</source>
        <translation>生成一个虚构的县，供培训、演示和测试使用：地类图斑（DLTB，含标准规定的全部字段，不重不漏地铺满全县）、村级调查区（CJDCQ）、县界（XZQ）和 DEM。不加缺陷时全部检查均能通过；参数相同，结果相同。
可按需加入缺陷，各类个数相同，且不落在相接的图斑上：{kinds}。缺陷的位置和大小写入点图层（TRUTH）。</translation>
    </message>
    <message>
        <source>Map picture</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Mean slope (°)</source>
        <translation>平均坡度（°）</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>量值</translation>
    </message>
    <message>
        <source>Metres. A gap or overlap that is not wider than this is a difference of coordinates and reported as an unmatched vertex; a face exactly this wide is one too.</source>
        <translation>米。宽度不超过此值的缝隙或重叠视为坐标差异，按公共边节点不一致报告；宽度恰为此值的也是。</translation>
    </message>
    <message>
        <source>Metres. Smaller cells take more time and space.</source>
        <translation>单位为米。像元越小，耗时和占用空间越大。</translation>
    </message>
    <message>
        <source>Metres. The standard gives no figure; a segment exactly this long is not reported.</source>
        <translation>米。标准未规定数值；长度恰为此值的线段不报告。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Reports narrow openings between patches that no patch closes; only needed without XZQ.</source>
        <translation>米；0 表示不检查。报告图斑之间未被图斑封闭的狭窄开口；仅在没有 XZQ 时需要。</translation>
    </message>
    <message>
        <source>NOT PASSED</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>地类名称</translation>
    </message>
    <message>
        <source>Names of the townships (XZQDM, XZQMC). Villages are named by ZLDWMC of their patches.</source>
        <translation>乡镇名称（XZQDM、XZQMC）。村名取自图斑的 ZLDWMC。</translation>
    </message>
    <message>
        <source>No county of {patches} patches in {villages} villages could be laid out; take fewer villages.</source>
        <translation>无法布设含 {patches} 个图斑、{villages} 个村级调查区的样例县，请减少村级调查区个数。</translation>
    </message>
    <message>
        <source>No finding: all checked rules hold.</source>
        <translation>未发现问题：所检查的规则全部符合。</translation>
    </message>
    <message>
        <source>Northing (m)</source>
        <translation>纵坐标（m）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Number of defects put in</source>
        <translation>加入的缺陷数</translation>
    </message>
    <message>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <source>Number of notes</source>
        <translation>提示数</translation>
    </message>
    <message>
        <source>Number of patches</source>
        <translation>图斑个数</translation>
    </message>
    <message>
        <source>Number of patches made</source>
        <translation>生成的图斑数</translation>
    </message>
    <message>
        <source>Number of patches with a grade</source>
        <translation>已分级的图斑数</translation>
    </message>
    <message>
        <source>Number of patches without area</source>
        <translation>无面积的图斑数</translation>
    </message>
    <message>
        <source>Number of patches; a real county has 100 000 to 300 000. The mean patch has 7500 m².</source>
        <translation>图斑个数；实际县约 10 万至 30 万个。平均图斑面积 7500 m²。</translation>
    </message>
    <message>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <source>Of two grades with the same area take the</source>
        <translation>两级面积相等时取</translation>
    </message>
    <message>
        <source>Official ellipsoidal areas are not defined in the coordinate reference system “{name}”; reproject the layer to CGCS2000 Gauss-Kruger (such as EPSG:4528) or CGCS2000 geographic (EPSG:4490).</source>
        <translation>坐标系“{name}”中不能计算规定的椭球面积；请将图层重投影到 CGCS2000 高斯-克吕格投影（如 EPSG:4528）或 CGCS2000 地理坐标系（EPSG:4490）。</translation>
    </message>
    <message>
        <source>On slope grade 1 and on other classes GDLX must be empty; each patch that is changed so is listed as a note.</source>
        <translation>1 级坡度和其他地类的 GDLX 必须为空；每个因此改动的图斑作为提示列出。</translation>
    </message>
    <message>
        <source>One HTML file to read, print and send: counts by rule, a table of findings, how the run was made.</source>
        <translation>可阅读、打印和发送的单个 HTML 文件：按规则计数、问题列表、运行参数。</translation>
    </message>
    <message>
        <source>Only these rules</source>
        <translation>仅检查这些规则</translation>
    </message>
    <message>
        <source>Only {placed} of {wanted} defects of kind '{kind}' found room in the county; take more patches or fewer defects.</source>
        <translation>“{kind}”类缺陷要求 {wanted} 个，县内只放得下 {placed} 个；请增加图斑数或减少缺陷数。</translation>
    </message>
    <message>
        <source>Open gaps up to this width</source>
        <translation>开口缝隙的最大宽度</translation>
    </message>
    <message>
        <source>Open the acceptance model in the modeler…</source>
        <translation>在建模器中打开验收模型…</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Other feature</source>
        <translation>另一要素</translation>
    </message>
    <message>
        <source>Other patch</source>
        <translation>另一图斑</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>PNG files</source>
        <translation>PNG 文件</translation>
    </message>
    <message>
        <source>Passed: no finding is an error</source>
        <translation>通过：没有错误级问题</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Patch layer with the field DLBM (land class). The layer itself is not changed.</source>
        <translation>含 DLBM（地类编码）字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields DLBM, TBMJ, GDPDJB and GDLX. The layer itself is not changed.</source>
        <translation>含 DLBM、TBMJ、GDPDJB、GDLX 字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields {fields}; TBDLMJ must be filled (deduct ridges first).</source>
        <translation>地类图斑图层，含字段 {fields}；TBDLMJ 须已填写（先做田坎扣除）。</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <source>Patches (DLTB)</source>
        <translation>图斑（DLTB）</translation>
    </message>
    <message>
        <source>Patches and slope data are on different datums (“{first}” and “{second}”); transform one of them with the parameters of your region first.</source>
        <translation>图斑与坡度数据的大地基准不同（“{first}”和“{second}”）；请先用本地区的参数转换其中之一。</translation>
    </message>
    <message>
        <source>Patches and slope data must both have a coordinate reference system; assign the missing one.</source>
        <translation>图斑和坡度数据都必须有坐标系；请指定缺少的坐标系。</translation>
    </message>
    <message>
        <source>Patches whose TBMJ is not TBDLMJ + KCMJ</source>
        <translation>TBMJ 不等于 TBDLMJ + KCMJ 的图斑数</translation>
    </message>
    <message>
        <source>Patches with area</source>
        <translation>带面积的图斑</translation>
    </message>
    <message>
        <source>Patches with deducted ridges</source>
        <translation>已扣除田坎的图斑</translation>
    </message>
    <message>
        <source>Patches with slope grade</source>
        <translation>带坡度级别的图斑</translation>
    </message>
    <message>
        <source>Polygon layer. A selection or filter is respected; the layer itself is not changed.</source>
        <translation>面图层。支持选择集和过滤条件；不修改原图层。</translation>
    </message>
    <message>
        <source>Polygons of slope grades. One of the three sources of slope.</source>
        <translation>坡度分级多边形。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Present land use by first-level class</source>
        <translation>土地利用现状一级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by second-level class</source>
        <translation>土地利用现状二级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by the three groups</source>
        <translation>土地利用现状三大类面积汇总表</translation>
    </message>
    <message>
        <source>Puts the findings of several checks together: an HTML report with a map, a JSON summary, a picture, and an error GeoPackage (findings as points, lines and polygons, the runs, the rules, the exceptions).
An error GeoPackage that exists already keeps its runs, its exceptions and the states that people gave to findings; a finding with an exception is marked as such.</source>
        <translation>汇总多项检查的问题：带图的 HTML 报告、JSON 摘要、图片，以及错误 GeoPackage（点、线、面问题图层，运行记录，规则，例外）。
已有的错误 GeoPackage 保留其运行记录、例外以及人工标注的问题状态；有例外的问题标为例外。</translation>
    </message>
    <message>
        <source>Quality checks</source>
        <translation>质量检查</translation>
    </message>
    <message>
        <source>Quality report</source>
        <translation>质量检查报告</translation>
    </message>
    <message>
        <source>Raster of heights in metres, in a metric coordinate system. Its slope is computed by Horn's method, border cells included. One of the three sources of slope.</source>
        <translation>高程栅格（米），坐标系以米为单位。按 Horn 方法计算坡度，边缘像元也计算。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster of slope in degrees, in a metric coordinate system. One of the three sources of slope.</source>
        <translation>以度为单位的坡度栅格，坐标系以米为单位。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster {layer} is no file; save it as a GeoTIFF first.</source>
        <translation>栅格 {layer} 不是文件；请先另存为 GeoTIFF。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report findings</source>
        <translation>问题报告</translation>
    </message>
    <message>
        <source>Ridge coefficients must be at least 0 and below 1 (or below 100 percent); correct the table.</source>
        <translation>田坎系数必须不小于 0 且小于 1（或小于 100%）；请改正系数表。</translation>
    </message>
    <message>
        <source>Ridge table (CSV file)</source>
        <translation>田坎系数表 (CSV 文件)</translation>
    </message>
    <message>
        <source>Ridge table (layer)</source>
        <translation>田坎系数表（图层）</translation>
    </message>
    <message>
        <source>Row {row} of the ridge table is not usable: GDPDJB must be 2 to 5, GDLX TT or PD, and KCXS a number.</source>
        <translation>田坎系数表第 {row} 行不可用：GDPDJB 应为 2 至 5，GDLX 应为 TT 或 PD，KCXS 应为数值。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path} has {found} values instead of {expected}: put values that contain commas in double quotes.</source>
        <translation>规则文件 {path} 第 {row} 行有 {found} 个值，应为 {expected} 个：含逗号的值请加双引号。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.</source>
        <translation>规则文件 {path} 第 {row} 行：{column} 为“{value}”，应为{wanted}。</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none.</source>
        <translation>规则 4601：面积小于 10 平方米的图斑；恰为 10 平方米的不算。</translation>
    </message>
    <message>
        <source>Rule {rules} is in the rule book already: give the rule of your file another id.</source>
        <translation>规则库中已有规则 {rules}：请给文件中的规则另取编号。</translation>
    </message>
    <message>
        <source>Rule {rule} cannot be evaluated, SQLite says “{message}”. Correct the rule.</source>
        <translation>规则 {rule} 无法计算，SQLite 提示“{message}”。请改正该规则。</translation>
    </message>
    <message>
        <source>Rule {rule} takes too long and was stopped: make its condition simpler.</source>
        <translation>规则 {rule} 用时过长，已停止：请简化其条件。</translation>
    </message>
    <message>
        <source>Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.</source>
        <translation>规则 {rule}：{part} “{expression}”不能使用，{reason}。请改正该规则。</translation>
    </message>
    <message>
        <source>Rules of the province beside those of the standard. Columns id, layer, kind, severity, scope, condition, text_zh, text_en; scope and condition are SQL expressions over the field names.</source>
        <translation>标准规则之外的省级规则。列为 id、layer、kind、severity、scope、condition、text_zh、text_en；scope 和 condition 是以字段名书写的 SQL 表达式。</translation>
    </message>
    <message>
        <source>Rules {rules} were not checked: {reason}.</source>
        <translation>规则 {rules} 未检查：{reason}。</translation>
    </message>
    <message>
        <source>Run the county acceptance…</source>
        <translation>运行县级验收…</translation>
    </message>
    <message>
        <source>SQLite says “{message}”</source>
        <translation>SQLite 提示“{message}”</translation>
    </message>
    <message>
        <source>Sample data</source>
        <translation>示例数据</translation>
    </message>
    <message>
        <source>Second level</source>
        <translation>二级分类</translation>
    </message>
    <message>
        <source>Second level, m2</source>
        <translation>二级分类（平方米）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Segments shorter than</source>
        <translation>短线段长度小于</translation>
    </message>
    <message>
        <source>Severities</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Share without slope data</source>
        <translation>无坡度数据比例</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Slivers smaller than (m²)</source>
        <translation>碎小图斑面积小于（平方米）</translation>
    </message>
    <message>
        <source>Slope and ridges</source>
        <translation>坡度与田坎</translation>
    </message>
    <message>
        <source>Slope map (PDT)</source>
        <translation>坡度图（PDT）</translation>
    </message>
    <message>
        <source>Slope raster (degrees)</source>
        <translation>坡度栅格（度）</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计汇总</translation>
    </message>
    <message>
        <source>Subdivide edges longer than (m)</source>
        <translation>加密长于此值的边（m）</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sums the areas of patches by first- and second-level land class: TBDLMJ by DLBM, and the deducted KCMJ as 1203 (田坎). Wetlands (00) by the table of classes, adjustable (K) and refined (A) classes in their second-level class.
Square metres are exact to 0.01 and add up to the sum of TBMJ; hectares are forced to balance in both directions, the residue of rounding going to the largest areas first. Patches with an unknown code have a line of their own.</source>
        <translation>按一级、二级地类汇总图斑面积：TBDLMJ 按 DLBM 计，扣除的 KCMJ 计入 1203 田坎。湿地（00）按地类表归类，可调整地类（K）和细化地类（A）并入其二级类。
平方米精确到 0.01，与 TBMJ 之和相等；公顷纵横双向强制调平，舍入余数从面积最大者起分配。编码未知的图斑单列一行。</translation>
    </message>
    <message>
        <source>TBDLMJ is empty in {count} patches: run the deduction of ridges first, it fills the field.</source>
        <translation>{count} 个图斑的图斑地类面积 TBDLMJ 为空：请先运行田坎扣除，由其填写该字段。</translation>
    </message>
    <message>
        <source>TBDLMJ or KCMJ is negative in {count} patches: correct them before summing.</source>
        <translation>{count} 个图斑的 TBDLMJ 或 KCMJ 为负：请先改正再汇总。</translation>
    </message>
    <message>
        <source>TBMJ was {area:.2f}</source>
        <translation>TBMJ 原为 {area:.2f}</translation>
    </message>
    <message>
        <source>Table with a row for every unit and class.</source>
        <translation>每个单位、每个地类一行的表。</translation>
    </message>
    <message>
        <source>Table {file} of the standard cannot be read: install Tuban again.</source>
        <translation>无法读取标准数据表 {file}：请重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Table {file} of the standard is not CSV in UTF-8: save it as such.</source>
        <translation>标准数据表 {file} 不是 UTF-8 编码的 CSV：请另存为该格式。</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}, column {column}: {problem}</source>
        <translation>标准数据表 {file} 第 {row} 行，{column} 列：{problem}</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}: it has {found} cells, the header has {expected}.</source>
        <translation>标准数据表 {file} 第 {row} 行有 {found} 个单元格，表头有 {expected} 个。</translation>
    </message>
    <message>
        <source>Tables (workbook)</source>
        <translation>汇总表（工作簿）</translation>
    </message>
    <message>
        <source>Takes a county through its acceptance: grades the slopes of cultivated patches from the elevation model, deducts ridges, checks topology and attributes, sums the areas by land class, and writes one report with a map, an error GeoPackage and a workbook. Open it in the modeler to add steps or to change the order.</source>
        <translation>对一个县完成验收：由 DEM 为耕地图斑评定坡度级别，扣除田坎，检查拓扑和属性，按地类汇总面积，并输出一份附地图的报告、错误库和汇总表。可在建模器中打开，增加步骤或调整顺序。</translation>
    </message>
    <message>
        <source>The administrative area, one feature.</source>
        <translation>行政区，一个要素。</translation>
    </message>
    <message>
        <source>The administrative area, one or several features, in the same coordinate system.</source>
        <translation>行政区，可为一个或多个要素，坐标系须与图斑相同。</translation>
    </message>
    <message>
        <source>The area field has no name; give one, for example TBMJ.</source>
        <translation>面积字段名为空，请填写字段名，例如 TBMJ。</translation>
    </message>
    <message>
        <source>The coordinate reference system “{crs}” cannot be read; set a valid one.</source>
        <translation>无法读取坐标系“{crs}”，请设置有效的坐标系。</translation>
    </message>
    <message>
        <source>The county alone, with its townships, or with townships and villages (by ZLDWDM).</source>
        <translation>仅全县，或分乡镇，或分乡镇和村（按 ZLDWDM）。</translation>
    </message>
    <message>
        <source>The county code has six digits; '{given}' has not.</source>
        <translation>县级行政区划代码应为六位数字，“{given}”不符合。</translation>
    </message>
    <message>
        <source>The elevation model is written as GeoTIFF: {path} must end in .tif.</source>
        <translation>DEM 以 GeoTIFF 格式写出：{path} 的扩展名应为 .tif。</translation>
    </message>
    <message>
        <source>The field that holds the ZONE of the table; needed only where the table has several zones.</source>
        <translation>与系数表 ZONE 对应的字段；仅在系数表分区时需要。</translation>
    </message>
    <message>
        <source>The field that holds the grade 1 to 5.</source>
        <translation>坡度级别（1 至 5）所在字段。</translation>
    </message>
    <message>
        <source>The field that names a patch in the findings; the feature id where it is empty.</source>
        <translation>问题中用来标明图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that receives the area in m². It is added where the layer has none of that name.</source>
        <translation>写入面积（m²）的字段；图层没有该字段时自动添加。</translation>
    </message>
    <message>
        <source>The file {path} cannot be opened: check that it exists and is a vector file.</source>
        <translation>无法打开文件 {path}：请确认它存在且为矢量文件。</translation>
    </message>
    <message>
        <source>The file {path} has no layer {layer}.</source>
        <translation>文件 {path} 中没有图层 {layer}。</translation>
    </message>
    <message>
        <source>The first {shown} of {total} findings are listed; the error GeoPackage has them all.</source>
        <translation>共 {total} 个问题，此处列出前 {shown} 个；全部问题见错误 GeoPackage。</translation>
    </message>
    <message>
        <source>The folder of {path} does not exist: create it or choose another file.</source>
        <translation>{path} 所在的文件夹不存在：请先创建，或另选文件。</translation>
    </message>
    <message>
        <source>The land-use patches.</source>
        <translation>地类图斑。</translation>
    </message>
    <message>
        <source>The larger of both tolerances holds; 0.000002 is 0.02 m² in a hectare.</source>
        <translation>两个容差取大者；0.000002 即每公顷 0.02 平方米。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system: its coordinates are taken for metres.</source>
        <translation>图层没有坐标系：其坐标按米处理。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system; set the one its coordinates were made in, for example CGCS2000 / 3-degree Gauss-Kruger zone 40 (EPSG:4528).</source>
        <translation>图层没有坐标系；请设置数据实际采用的坐标系，例如 CGCS2000 / 3-degree Gauss-Kruger zone 40（EPSG:4528）。</translation>
    </message>
    <message>
        <source>The output {path} cannot be written: check the folder and the format.</source>
        <translation>无法写入输出 {path}：请检查文件夹和格式。</translation>
    </message>
    <message>
        <source>The output {path} is also an input: choose another file, inputs are never changed.</source>
        <translation>输出 {path} 同时也是输入：请另选文件，输入数据不会被改动。</translation>
    </message>
    <message>
        <source>The patch has no area in TBMJ: ridges were not deducted. Compute the area first.</source>
        <translation>图斑的 TBMJ 没有面积，未扣除田坎。请先计算面积。</translation>
    </message>
    <message>
        <source>The patch layer to check, with the standard's field names. A selection or filter is respected.</source>
        <translation>待检查的图斑图层，字段名与标准一致。选择集和过滤条件有效。</translation>
    </message>
    <message>
        <source>The patch layer to check. A selection or filter is respected.</source>
        <translation>要检查的图斑图层。选择集和过滤条件有效。</translation>
    </message>
    <message>
        <source>The patches lack the fields {fields}: the table of areas needs them.</source>
        <translation>图斑缺少字段 {fields}：面积汇总需要这些字段。</translation>
    </message>
    <message>
        <source>The patches spread over more than 400 km: check one county at a time, or look for a stray coordinate.</source>
        <translation>图斑分布范围超过 400 千米：请按县逐个检查，或查找异常坐标。</translation>
    </message>
    <message>
        <source>The patches with GDPDJB and the columns that tell how clear the grade is.</source>
        <translation>图斑及其 GDPDJB，以及说明级别明确程度的各列。</translation>
    </message>
    <message>
        <source>The patches with KCDLBM, KCXS, KCMJ and TBDLMJ.</source>
        <translation>图斑及其 KCDLBM、KCXS、KCMJ 和 TBDLMJ。</translation>
    </message>
    <message>
        <source>The patches with all their fields and the area.</source>
        <translation>图斑的全部字段和计算出的面积。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read to its end; the file is damaged.</source>
        <translation>栅格 {path} 无法完整读取，文件已损坏。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read; check that it exists and is a raster file.</source>
        <translation>无法读取栅格 {path}；请检查文件是否存在且为栅格文件。</translation>
    </message>
    <message>
        <source>The raster {path} has no coordinate reference system; assign the one it was made in.</source>
        <translation>栅格 {path} 没有坐标系；请指定其实际采用的坐标系。</translation>
    </message>
    <message>
        <source>The raster {path} is in “{name}”, whose cells have no size in metres; warp it to the Gauss-Kruger zone of the patches first.</source>
        <translation>栅格 {path} 的坐标系为“{name}”，像元大小不以米为单位；请先重投影到图斑所在的高斯-克吕格投影带。</translation>
    </message>
    <message>
        <source>The raster {path} is rotated or not north up; warp it to a north-up grid first.</source>
        <translation>栅格 {path} 有旋转或不是北向上；请先校正为北向上的格网。</translation>
    </message>
    <message>
        <source>The ridge table has a coefficient for slope grade 1, where nothing is deducted; remove it.</source>
        <translation>田坎系数表含 1 级坡度的系数，而 1 级坡度不扣除田坎；请删去。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient for grade {grade}, {type}: ridges were not deducted. Complete it.</source>
        <translation>田坎系数表没有 {grade} 级坡度、{type} 的系数，未扣除田坎。请补全系数表。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient; give one for each slope grade 2 to 5 and TT, PD.</source>
        <translation>田坎系数表没有系数；请为 2 至 5 级坡度和 TT、PD 各给一个系数。</translation>
    </message>
    <message>
        <source>The ridge table has no column {names}: it needs GDPDJB, GDLX and KCXS, or JB2TT, JB2PD … JB5PD.</source>
        <translation>田坎系数表缺少列 {names}：需要 GDPDJB、GDLX 和 KCXS，或 JB2TT、JB2PD … JB5PD。</translation>
    </message>
    <message>
        <source>The ridge table has several zones; choose the field of the patches that holds the zone of the table.</source>
        <translation>田坎系数表有多个分区；请选择图斑中与系数表分区对应的字段。</translation>
    </message>
    <message>
        <source>The ridge table has two coefficients for slope grade {grade}, {type}; keep one.</source>
        <translation>田坎系数表中 {grade} 级坡度、{type} 有两个系数，请保留一个。</translation>
    </message>
    <message>
        <source>The ridge table holds percent: its values were divided by 100.</source>
        <translation>田坎系数表为百分数，其值已除以 100。</translation>
    </message>
    <message>
        <source>The ridge table {path} cannot be read; give a CSV file with the columns GDPDJB, GDLX, KCXS.</source>
        <translation>无法读取田坎系数表 {path}；请给定含 GDPDJB、GDLX、KCXS 列的 CSV 文件。</translation>
    </message>
    <message>
        <source>The ridge table {path} is neither UTF-8 nor GBK text; save it anew.</source>
        <translation>田坎系数表 {path} 既不是 UTF-8 也不是 GBK 编码，请重新保存。</translation>
    </message>
    <message>
        <source>The rule book has no rule {rules}: correct the list of rules.</source>
        <translation>规则库中没有规则 {rules}：请改正规则列表。</translation>
    </message>
    <message>
        <source>The rule file {path} cannot be read: check that it exists.</source>
        <translation>无法读取规则文件 {path}：请检查文件是否存在。</translation>
    </message>
    <message>
        <source>The rule file {path} is empty: its first line names the columns.</source>
        <translation>规则文件 {path} 为空：第一行应为列名。</translation>
    </message>
    <message>
        <source>The rule file {path} lacks the columns {columns}: add them to its first line.</source>
        <translation>规则文件 {path} 缺少列 {columns}：请在第一行中补上。</translation>
    </message>
    <message>
        <source>The rules cannot be evaluated together, SQLite says “{message}”: check fewer at once.</source>
        <translation>这些规则无法一并计算，SQLite 提示“{message}”：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The rules leave ties open; the lower grade is the default, and every tie is listed as a note.</source>
        <translation>面积相等时规程未作规定；默认取低级别，每处均作为提示列出。</translation>
    </message>
    <message>
        <source>The rules take longer than {seconds} s together and were stopped: check fewer at once.</source>
        <translation>这些规则合计超过 {seconds} 秒，已停止：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The same figures for programs.</source>
        <translation>供程序读取的同样数据。</translation>
    </message>
    <message>
        <source>The same table as a CSV file in UTF-8 or GBK.</source>
        <translation>同样的系数表，UTF-8 或 GBK 编码的 CSV 文件。</translation>
    </message>
    <message>
        <source>The slope map has no field {field}: choose the field that holds the slope grade 1 to 5.</source>
        <translation>坡度图没有字段 {field}：请选择坡度级别（1 至 5）所在的字段。</translation>
    </message>
    <message>
        <source>The slope raster {path} holds values outside 0 to 90; give slope in degrees, not in percent.</source>
        <translation>坡度栅格 {path} 含 0 至 90 以外的值；坡度应以度为单位，而不是百分比。</translation>
    </message>
    <message>
        <source>The standard has no layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”。</translation>
    </message>
    <message>
        <source>The standard lists no fields of a layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”的字段。</translation>
    </message>
    <message>
        <source>The tables in their official form: units in rows, classes in columns, hectares and square metres.</source>
        <translation>正式格式的汇总表：单位为行，地类为列，有公顷和平方米两种。</translation>
    </message>
    <message>
        <source>The text of field {field} is not UTF-8 and was read as GBK.</source>
        <translation>字段 {field} 的文本不是 UTF-8 编码，已按 GBK 读取。</translation>
    </message>
    <message>
        <source>The village-level survey areas; no patch crosses their borders.</source>
        <translation>村级调查区；图斑不跨其界线。</translation>
    </message>
    <message>
        <source>There are no features in the layer, its selection or filter.</source>
        <translation>图层（或其选择集、筛选条件）中没有任何要素。</translation>
    </message>
    <message>
        <source>There is no edition '{edition}' of the standard: choose one of {editions}.</source>
        <translation>没有标准版本“{edition}”：请从 {editions} 中选择。</translation>
    </message>
    <message>
        <source>There is no kind of defect '{given}'; choose from: {known}.</source>
        <translation>没有“{given}”这类缺陷，可选：{known}。</translation>
    </message>
    <message>
        <source>There is no slope data under the patch: it got no slope grade. Add the data, or set GDPDJB by hand.</source>
        <translation>图斑下没有坡度数据，未赋坡度级别。请补充数据或手工填写 GDPDJB。</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Three groups</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>Three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>Time limit (s)</source>
        <translation>时间限制（秒）</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Title of the report and the map, such as the name of the county.</source>
        <translation>报告和图的标题，如县名。</translation>
    </message>
    <message>
        <source>Tolerances</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>Topology tolerance</source>
        <translation>拓扑容差</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Total area (m²)</source>
        <translation>总面积（平方米）</translation>
    </message>
    <message>
        <source>Truth about the defects</source>
        <translation>缺陷真值</translation>
    </message>
    <message>
        <source>Tuban (land patches)</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban 图斑</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban: land-use survey by patches</source>
        <translation>Tuban：以图斑为单元的土地利用调查</translation>
    </message>
    <message>
        <source>Two outputs go to {path}: give each a file of its own.</source>
        <translation>有两个输出都写入 {path}：请为每个输出指定单独的文件。</translation>
    </message>
    <message>
        <source>Two slope grades have the same area under the patch; GDPDJB was set to {grade}. Confirm it.</source>
        <translation>图斑内两个坡度级别的面积相等，GDPDJB 取 {grade}，请确认。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unit code</source>
        <translation>行政区域代码</translation>
    </message>
    <message>
        <source>Unit name</source>
        <translation>行政区域名称</translation>
    </message>
    <message>
        <source>Unit of the size</source>
        <translation>大小的单位</translation>
    </message>
    <message>
        <source>Unit: hectare (0.00)</source>
        <translation>单位：公顷（0.00）</translation>
    </message>
    <message>
        <source>Unit: square metre (0.00)</source>
        <translation>单位：平方米（0.00）</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>汇总单位</translation>
    </message>
    <message>
        <source>Unused land</source>
        <translation>未利用地</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>Village survey areas (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>Villages (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>What to look for; by default everything: {kinds}.</source>
        <translation>要检查的内容；默认全部：{kinds}。</translation>
    </message>
    <message>
        <source>Where the findings lie</source>
        <translation>问题分布图</translation>
    </message>
    <message>
        <source>Which rules to check, by their severity.</source>
        <translation>按级别选择要检查的规则。</translation>
    </message>
    <message>
        <source>Width (m)</source>
        <translation>宽度（米）</translation>
    </message>
    <message>
        <source>Writing to {path} failed: {reason}</source>
        <translation>写入 {path} 失败：{reason}</translation>
    </message>
    <message>
        <source>XLSX tables need the Python package XlsxWriter, which is missing: install it, or install Tuban again.</source>
        <translation>写出 XLSX 表格需要 Python 包 XlsxWriter，但未找到：请安装该包，或重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Z values of {count} features were dropped: the survey's data is flat.</source>
        <translation>已舍去 {count} 个要素的 Z 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>Zone field of the patches</source>
        <translation>图斑的分区字段</translation>
    </message>
    <message>
        <source>Zone of the Gauss-Kruger projection (CGCS2000); its number leads the eastings.</source>
        <translation>CGCS2000 高斯-克吕格投影三度带；横坐标前加带号。</translation>
    </message>
    <message>
        <source>a brace has no partner in the text.</source>
        <translation>文本中的花括号不成对。</translation>
    </message>
    <message>
        <source>a condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>a layer code such as DLTB</source>
        <translation>图层代码，如 DLTB</translation>
    </message>
    <message>
        <source>a short name in small letters and underscores</source>
        <translation>由小写字母和下划线组成的短名称</translation>
    </message>
    <message>
        <source>an id of its own</source>
        <translation>不与他人重复的编号</translation>
    </message>
    <message>
        <source>an sql rule, and no other, has a condition.</source>
        <translation>只有 sql 规则才有且必须有条件（condition）。</translation>
    </message>
    <message>
        <source>bow-tie; its two triangles overlap the neighbour</source>
        <translation>界线自相交（蝴蝶结），形成的两个三角形与相邻图斑重叠</translation>
    </message>
    <message>
        <source>bsm2: what the second row had before</source>
        <translation>bsm2：第二行原来的标识码</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>in both patches</source>
        <translation>两个图斑均有</translation>
    </message>
    <message>
        <source>it contains {sign}, which has no place in a single expression</source>
        <translation>含有单个表达式中不允许的 {sign}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>it is longer than {count} characters</source>
        <translation>超过 {count} 个字符</translation>
    </message>
    <message>
        <source>its parentheses do not match</source>
        <translation>括号不配对</translation>
    </message>
    <message>
        <source>not a class of the standard</source>
        <translation>非标准地类</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>rules checked</source>
        <translation>检查规则数</translation>
    </message>
    <message>
        <source>size: length of the segment that the vertex divides</source>
        <translation>大小：该节点所分线段的长度</translation>
    </message>
    <message>
        <source>the cell is empty but must be filled in.</source>
        <translation>单元格为空，必须填写。</translation>
    </message>
    <message>
        <source>the cell of the elevation model in m</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>the column is missing.</source>
        <translation>缺少该列。</translation>
    </message>
    <message>
        <source>the column is there more than once.</source>
        <translation>该列重复出现。</translation>
    </message>
    <message>
        <source>the grade does not begin where the grade before it ends.</source>
        <translation>该坡度级的下限与前一级的上限不一致。</translation>
    </message>
    <message>
        <source>the layer has no field {fields}</source>
        <translation>图层没有字段 {fields}</translation>
    </message>
    <message>
        <source>the layer has no geometry</source>
        <translation>图层没有几何图形</translation>
    </message>
    <message>
        <source>the mean number of vertices</source>
        <translation>平均节点数</translation>
    </message>
    <message>
        <source>the mean patch area in m2 (area by patches)</source>
        <translation>平均图斑面积（m²，县面积除以图斑数）</translation>
    </message>
    <message>
        <source>the number of defects of each kind</source>
        <translation>每类缺陷的个数</translation>
    </message>
    <message>
        <source>the number of villages</source>
        <translation>村级调查区个数</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>the three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>took in patch {bsm}, which has no row any more</source>
        <translation>并入图斑 {bsm}，后者不再单独成行</translation>
    </message>
    <message>
        <source>vertex moved {distance:.3f} m</source>
        <translation>节点移动 {distance:.3f} m</translation>
    </message>
    <message>
        <source>vertex repeated</source>
        <translation>节点重复</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>{algorithm} stopped at a fault of its own ({reason}): please report it with the log of this run.</source>
        <translation>{algorithm} 因程序自身错误中止（{reason}）：请连同本次运行的日志一并反馈。</translation>
    </message>
    <message>
        <source>{count} geometries cannot be read (rings not closed or too short) and count as NULL.</source>
        <translation>有 {count} 个几何图形无法读取（环未闭合或节点过少），按空几何处理。</translation>
    </message>
    <message>
        <source>{count} patches have a land class in DLBM that the standard does not know, such as “{code}”: they count as land of no class. Run Check attributes to list them.</source>
        <translation>{count} 个图斑的 DLBM 地类编码不在标准中，例如“{code}”：这些图斑按无地类处理。请运行“属性检查”列出它们。</translation>
    </message>
    <message>
        <source>{count} patches have no area: they have no geometry or lie outside the zone of the layer.</source>
        <translation>{count} 个图斑没有面积：无几何图形，或位于图层投影带之外。</translation>
    </message>
    <message>
        <source>{count} patches have no slope data under them and got no grade: they are listed as findings.</source>
        <translation>{count} 个图斑下没有坡度数据，未赋坡度级别：已列为检查结果。</translation>
    </message>
    <message>
        <source>{count} patches without TBDLMJ are not in the table; the findings of the steps before say why.</source>
        <translation>有 {count} 个图斑没有图斑地类面积 TBDLMJ，未计入汇总表；原因见前面步骤的检查结果。</translation>
    </message>
    <message>
        <source>{count} polygons of the slope map have no grade 1 to 5 in {field}: correct them, or leave them out by a selection or filter.</source>
        <translation>坡度图中有 {count} 个多边形的 {field} 不是 1 至 5 级；请改正，或用选择集、过滤条件将其排除。</translation>
    </message>
    <message>
        <source>{errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>错误 {errors} 个，警告 {warnings} 个，提示 {notes} 个</translation>
    </message>
    <message>
        <source>{number} of {total} patches lie outside the zone of the layer's coordinate reference system; their eastings may lack or carry the zone number: set the system that the coordinates were made in.</source>
        <translation>{total} 个图斑中有 {number} 个位于图层坐标系的投影带之外；可能横坐标缺少或多出带号：请设置数据实际采用的坐标系。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): choose a folder that you may write to.</source>
        <translation>无法写入 {path}（{reason}）：请选择有写入权限的文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): close what has it open or choose another file.</source>
        <translation>无法写入 {path}（{reason}）：请关闭占用该文件的程序，或另选文件。</translation>
    </message>
    <message>
        <source>{path} is not an error GeoPackage: choose another file, so that nothing in it is lost.</source>
        <translation>{path} 不是错误 GeoPackage：请另选文件，以免其中内容丢失。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{width:.2f} m wide</source>
        <translation>宽 {width:.2f} m</translation>
    </message>
    <message>
        <source>{word} needs a text with at most {count} wildcards after it</source>
        <translation>{word} 之后应为通配符不超过 {count} 个的文本</translation>
    </message>
</context>
</TS>
